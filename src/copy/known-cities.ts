/**
 * Cities that datelines name without a country, in the languages of the desks. Only for being sure that `ALGER - Le`
 * begins with a place, and for telling two countries of one name apart; no country is taken from here.
 */
import { foldName } from './fold-name.ts';

const CITIES = `
Abidjan, Abuja, Accra, Adama, Addis Ababa, Addis Abeba, Adis Abeba, Agadez, Agadir, Aleppo, Alep, Alexandria, Alexandrie, Alger,
Algiers, Argel, Annaba, Antananarivo, Asmara, Asmera, Atbara, Aswan, Bamako, Bangui, Banjul, Banjul, Batna, Béchar, Bejaia, Benghazi, Beira,
Benguela, Bissau, Bizerte, Blantyre, Blida, Bobo-Dioulasso, Boma, Bouaké, Boumerdes, Brazzaville, Bujumbura, Bukavu, Bulawayo,
Cabinda, Cairo, Le Caire, El Cairo, Cape Coast, Cape Town, Le Cap, Casablanca, Cidade da Praia, Conakry, Conacri, Constantine,
Cotonou, Dakar, Dacar, Dar es Salaam, Derna, Djibouti, Dodoma, Douala, Durban, El Fasher, El Geneina, El Obeid, Enugu, Fès,
Freetown, Gaborone, Gao, Garoua, Gitega, Goma, Harare, Hargeisa, Huambo, Ibadan, Johannesburg, Joanesburgo, Jos, Juba, Kaduna, Kampala, Kano,
Kassala, Khartoum, Cartum, Kidal, Kigali, Kinshasa, Kisangani, Kismayo, Kumasi, Lagos, Laâyoune, Laayoune, Libreville, Lilongwe, Lobito,
Lomé, Luanda, Lubango, Lubumbashi, Lusaka, Maiduguri, Malabo, Malanje, Maputo, Marrakech, Marrakesh, Maseru, Mbabane, Mbandaka, Mbour, Meknès, Mekelle,
Mindelo, Misrata, Mogadishu, Mogadiscio, Mombasa, Monastir, Monrovia, Moroni, Nairobi, Namibe, Namibia, Nampula, N'Djamena, Ndjamena, Niamey, Nouadhibou,
Nouakchott, Nuakchott, Nyala, Omdurman, Oran, Orão, Oyo, Ouagadougou, Uagadugu, Pemba, Pointe-Noire, Port Louis, Port Said, Port Sudan,
Port Harcourt, Porto-Novo, Praia, Pretoria, Quelimane, Rabat, Saint-Louis, São Tomé, Sao Tome, Sebha, Sétif, Sfax, Sirte, Skikda, Sousse, Soweto, Sunyani,
Tamale, Tamanrasset, Tangier, Tanger, Tete, Thiès, Timbuktu, Tombouctou, Tindouf, Tizi Ouzou, Tlemcen, Tobruk, Toliara, Touba, Tripoli, Trípoli, Tunis, Túnis, Vacoas, Victoria,
Walvis Bay, Windhoek, Yamoussoukro, Yaoundé, Iaundé, Zanzibar, Ziguinchor, Zinder, Zouerate,
Abu Dhabi, Aden, Amman, Ankara, Baghdad, Bagdad, Beirut, Beyrouth, Beirute, Damascus, Damas, Doha, Dubai, Erbil, Gaza, Istanbul, Istambul, Jeddah, Djeddah,
Jerusalem, Jérusalem, Kuwait City, Kuwait, Koweït, Manama, Mecca, Mosul, Muscat, Ramallah, Riyadh, Riyad, Riade, Sanaa, Sana'a, Sanaâ, Tehran, Téhéran, Teerão, Tel Aviv,
Amsterdam, Athens, Athènes, Atenas, Barcelona, Belgrade, Berlin, Berlim, Berne, Bern, Bonn, Bratislava, Bruges, Brussels, Bruxelles, Bruxelas, Bucharest, Budapest,
Cannes, Copenhagen, Copenhague, Davos, Dublin, Edinburgh, Frankfurt, Geneva, Genève, Genebra, Ginebra, Glasgow, Hamburg, Helsinki, Kiev, Kyiv, Lisbon, Lisbonne, Lisboa, London, Londres,
Luxembourg, Monaco, San Marino, Lyon, Madrid, Manchester, Marseille, Milan, Minsk, Moscow, Moscou, Moscovo, Moscú, Munich, Naples, Nice, Nicosia, Oslo, Paris, Porto, Prague, Praga, Riga,
Roma, Rome, Rotterdam, Sarajevo, Sofia, Stockholm, Strasbourg, Estrasburgo, Tallinn, The Hague, La Haye, Haia, La Haya, Tirana, Turin, Valletta, Vatican City, Venice, Vienna, Vienne, Viena, Vilnius,
Warsaw, Varsovie, Varsóvia, Zagreb, Zurich,
Bangkok, Banguecoque, Beijing, Pékin, Pekin, Pequim, Colombo, Dhaka, Hanoi, Hong Kong, Islamabad, Jakarta, Kabul, Kaboul, Cabul, Karachi, Kathmandu, Kuala Lumpur, Lahore, Macau, Manila, Manille,
Mumbai, Bombay, New Delhi, Nova Deli, Phnom Penh, Pyongyang, Seoul, Séoul, Seul, Shanghai, Xangai, Singapore, Singapour, Singapura, Taipei, Tashkent, Tokyo, Tóquio, Ulaanbaatar, Yangon, Rangoon,
Canberra, Melbourne, Sydney, Auckland, Wellington, Suva, Díli, Dili,
Atlanta, Bogotá, Bogota, Boston, Brasilia, Brasília, Buenos Aires, Caracas, Chicago, Dallas, Detroit, Guatemala City, Havana, La Havane, La Habana, Havana, Houston, Kingston, La Paz, Lima,
Los Angeles, Managua, México, Mexico City, Miami, Montevideo, Montreal, Montréal, New York, Nova Iorque, Nueva York, Ottawa, Panama City, Panama, Philadelphia, Port-au-Prince, Quito, Rio de Janeiro, San Francisco, San José,
San Salvador, Santiago, Santo Domingo, São Paulo, Seattle, Tegucigalpa, Toronto, Vancouver, Washington, United Nations, Nations Unies, Nações Unidas,
القاهرة, الإسكندرية, الجزائر, وهران, قسنطينة, تونس, صفاقس, سوسة, طرابلس, بنغازي, مصراتة, سبها, طبرق, سرت, درنة, الرباط, الدار البيضاء, مراكش, طنجة, فاس, العيون, نواكشوط, الخرطوم, بورتسودان, الفاشر,
جوبا, مقديشو, جيبوتي, أسمرة, أديس أبابا, نيروبي, كمبالا, داكار, باماكو, أبوجا, لاغوس, بيروت, دمشق, حلب, حمص, بغداد, البصرة, الموصل, أربيل, عمان, الرياض, جدة, مكة المكرمة, مكة, المدينة المنورة, الدمام, الكويت,
الدوحة, المنامة, مسقط, صنعاء, عدن, أبوظبي, أبو ظبي, دبي, الشارقة, القدس, القدس المحتلة, غزة, رام الله, نابلس, الخليل, طهران, أنقرة, اسطنبول, إسطنبول, باريس, لندن, بروكسل, جنيف, روما, مدريد, برلين, فيينا, لاهاي, موسكو, كييف, بكين, نيودلهي,
إسلام أباد, كابول, طوكيو, سيول, واشنطن, نيويورك, الأمم المتحدة
`;

const known: ReadonlySet<string> = new Set(CITIES.split(',').map(foldName));

export function isKnownCity(name: string): boolean {
  return known.has(foldName(name));
}

/** `Brazzaville, Congo` and `Kinshasa, Congo`: which country a name that two share is, by the city before it. */
const SHARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  congo: {
    CG: 'Brazzaville, Pointe-Noire, Dolisie, Nkayi, Ouesso, Owando, Oyo, Sibiti, Impfondo',
    CD: 'Kinshasa, Goma, Bukavu, Lubumbashi, Kisangani, Bunia, Beni, Butembo, Matadi, Mbandaka, Kananga, Mbuji-Mayi, Kolwezi, Uvira, Kindu, Kalemie, Boma, Likasi, Gbadolite, Kikwit, Rutshuru, Sake',
  },
  georgia: { GE: 'Tbilisi, Batumi, Kutaisi, Gori, Sukhumi, Tskhinvali, Zugdidi, Poti, Rustavi' },
};

const byCity: ReadonlyMap<string, string> = new Map(
  Object.entries(SHARED).flatMap(([country, codes]) =>
    Object.entries(codes).flatMap(([code, cities]) =>
      cities.split(',').map((city): [string, string] => [`${foldName(city)} ${country}`, code]),
    ),
  ),
);

/** The code of a country whose name alone does not say which it is. */
export function countryByCity(city: string, country: string): string | undefined {
  return byCity.get(`${foldName(city)} ${foldName(country)}`);
}
