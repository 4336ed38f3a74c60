/** What search engines are told by the header field X-Robots-Tag: of pages in one way, of all else in another. */
export type Robots = {
  /** `noindex, nofollow`. */
  readonly pages?: string;
  readonly feeds?: string;
};

export function robotsTagOf(mediaType: string, { pages, feeds }: Robots): string | undefined {
  return mediaType.startsWith('text/html') ? pages : feeds;
}
