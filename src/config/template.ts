/** The wiredesk.yaml that `wiredesk init` writes: every setting, explained, with its default. */

/** Nobody's (RFC 2606 §3): whoever makes a desk puts their own in its place. */
export const TEMPLATE_DOMAIN = 'example.org';

export const CONFIG_TEMPLATE: string = `# The settings of this desk. Lines that begin with # are explanations, or defaults that you may change.
# After a change: wiredesk publish --rebuild (a running desk is started anew).

agency:
  name: Example News Agency
  # As in datelines and credit lines: Tripoli, Libya (ENA) -
  mark: ENA
  # Stands in every story's guid (urn:newsml:example.org:20260131:...). Choose it once: guids never change.
  domain: ${TEMPLATE_DOMAIN}
  url: https://www.example.org/
  # email: desk@example.org

# Where feeds/ can be reached from outside. Every link begins with it.
url: http://localhost:8080/

# Language of the feeds, and of stories that do not say: a language tag such as en, fr, ar, pt.
language: en

# A date without a time in copy is midnight here (IANA name).
timeZone: UTC

# rights:
#   holder: Example News Agency
#   notice: © Example News Agency
#   usageTerms: All rights reserved.

# What a story has that does not say otherwise in its front matter.
# copy:
#   urgency: 5               # 1 (flash) to 9
#   genre: Current
#   section: Politics
#   subjects: [medtop:16000000]   # IPTC Media Topics
#   keywords: []
#   creditLine: ENA

# feed:
#   title: Example News Agency
#   description: All stories of Example News Agency
#   items: 50
#   noticeDays: 14           # so long a killed story's notice stays in its place: readers forget nothing by themselves
#   each: [language, section, country]   # a feed of its own for each that occurs, in languages/, sections/, countries/

# Feeds of your own choice, each in a folder by its name (https://.../sahel/rss.xml). A name is an address for ever; a feed
# that is taken out here says so at it. filter: language, section, subject (medtop:16000000), place (countries by ISO 3166
# codes, or places of datelines), keyword, urgency (this and more urgent). All fields must agree; of a list one is enough.
# feeds: [{ name: sahel, title: The Sahel, language: fr, filter: { place: [ML, NE, BF] } }]

# Pictures lie beside their story: storm.jpg (or .png, .webp, .gif) beside storm.txt, further ones as storm-2.jpg ...
# pictures:
#   maxSize: 20MB            # a larger file is left out, with a problem

# A full pass over stories/, besides the one at every save: a cron expression (minute hour day month weekday).
# schedule: "* * * * *"

# http:
#   host: 127.0.0.1          # 0.0.0.0 to be reached from other machines
#   port: 8080
#   robots: { feeds: noindex }   # what search engines are told (X-Robots-Tag) of pages: and of all else; else nothing
#   deltas: direct           # feeds in part (RFC 3229) to readers who ask for that, and not through a proxy; or always, never
#   accessLog: { file: logs/access.log, form: combined }   # or common; '-' is standard output. It holds readers' addresses

# The API at /v1, which answers once there is a token (wiredesk tokens add).
# api:
#   requestsPerMinute: 600   # of one token
#   streamsMax: 10000        # streams of events that are open at a time
#   streamsPerToken: 100

# Where webhooks may go. Private and loopback addresses are refused unless they stand here, and so are names that only
# this machine knows (/etc/hosts).
# webhooks:
#   allow: []                # host names, addresses or networks: [localhost, 10.1.0.0/16]
#   ports: [443]
#   allowHttp: false         # true lets a secret-signed story travel unencrypted
#
# How they are tried. A wait is drawn by chance from nothing up to what stands here (full jitter), by the number of
# failures in a row; the last one, at most 6h, repeats. Retry-After is honoured up to 6h.
#   retry: [0s, 2s, 10s, 30s, 2m, 10m, 30m, 1h, 2h, 4h, 6h]
#   suspendAfter: 5d         # of nothing but failure; you are told, and its place is kept
#   deadLetterAfter: 10m     # of refusing one story, while the rest goes on
#   timeouts: { connect: 5s, headers: 10s, total: 15s }   # of one attempt; total goes before the others
#   answerMax: 64KiB         # of an answer that is read
#   inFlight: 64             # attempts at a time, to all subscribers together
#   keepAlive: 5m            # for which an idle connection is kept

# Readers that subscribe by WebSub get each feed pushed when it changes. The hub, which each feed announces, is this desk's
# own, by itself where url is public (POST requests to url with hub added must reach the desk); or none; or the address of
# another hub, which is told of changes.
# websub:
#   hub: own                 # or none, or such as https://hub.example.org/
#   allow: []                # where subscribers may be beyond the public Internet: strangers name the addresses
#   ports: [80, 443]
#   lease: 10d               # how long a subscription holds that does not say
#   leaseMax: 30d            # and at most
#   subscriptions: 10000     # at most
#   perHost: 1000            # at one host

# Who got what, and when (wiredesk deliveries). Who has which version of a story is kept for ever all the same.
# receipts:
#   keep: 90d
#   keepDead: 365d           # those of dead letters

# Prometheus metrics, on a port of their own since they name subscribers: without a port there are none.
# metrics:
#   host: 127.0.0.1
#   port: 9464

# A webhook of your own that is told of trouble: wiredesk alerts secret makes its secret. It goes where webhooks may go.
# alerts:
#   webhook: https://ops.example.org/wiredesk
#   killAfter: 10m           # a kill that has not arrived after so long
#   diskFree: 500MB          # less than this is free beside the wire
`;
