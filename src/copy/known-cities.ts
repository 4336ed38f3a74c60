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
Mindelo, Misrata, Mogadishu, Mogadiscio, Mombasa, Monastir, Monrovia, Moroni, Nairobi, Namibe, Nampula, N'Djamena, Ndjamena, Niamey, Nouadhibou,
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
Agboville, Bouna, Daloa, Divo, Gagnoa, Grand-Bassam, Korhogo, Man, Odienné, San-Pedro, Soubré, Abengourou, Bondoukou, Dabou, Ferkessédougou, Séguéla, Banfora, Dédougou, Dori, Fada N'Gourma, Kaya, Koudougou, Ouahigouya, Ouaga, Tenkodogo,
Kayes, Koulikoro, Mopti, Ségou, Sikasso, Ménaka, Taoudenni, Bandiagara, Diffa, Dosso, Maradi, Tahoua, Tillabéri, Abéché, Moundou, Sarh, Bafoussam, Bamenda, Bertoua, Buea, Ebolowa, Kribi, Limbé, Maroua, Ngaoundéré, Atakpamé, Dapaong, Kara, Kpalimé, Sokodé, Tsévié,
Abomey, Bohicon, Djougou, Kandi, Lokossa, Natitingou, Ouidah, Parakou, Boké, Faranah, Guéckédou, Kankan, Kindia, Labé, Mamou, N'Zérékoré, Nzérékoré, Siguiri, Diourbel, Fatick, Kaffrine, Kaolack, Kédougou, Kolda, Linguère, Louga, Matam, Pikine, Podor, Rufisque, Sédhiou, Tambacounda, Tivaouane, Vélingara, Bignona, Guédiawaye, Diamniadio, Saly, Richard-Toll,
Bafatá, Gabú, Bolama, Cacheu, Assomada, Espargos, Porto Inglês, Ribeira Grande, São Filipe, Porto Novo, Tarrafal, Santa Maria, Sal Rei, Franceville, Lambaréné, Mouila, Oyem, Port-Gentil, Tchibanga, Bata, Dolisie, Owando, Bambari, Berbérati, Bossangoa, Bria,
Ondjiva, Caxito, Cuito, Dundo, Kuito, Luena, Malange, Mbanza Congo, Mbanza Kongo, M'banza Kongo, Menongue, Moçâmedes, Ndalatando, N'dalatando, Saurimo, Soyo, Sumbe, Uíge, Viana, Catumbela, Chimoio, Inhambane, Lichinga, Matola, Nacala, Xai-Xai, Palma, Mocímboa da Praia, Montepuez,
Bauchi, Benin City, Benin, Akure, Awka, Asaba, Abeokuta, Abakaliki, Ado-Ekiti, Birnin Kebbi, Calabar, Damaturu, Dutse, Gombe, Gusau, Ilorin, Jalingo, Katsina, Lafia, Lokoja, Makurdi, Minna, Onitsha, Osogbo, Owerri, Sokoto, Umuahia, Uyo, Warri, Yenagoa, Yola, Zaria, Aba,
Bolgatanga, Cape Coast, Ho, Koforidua, Obuasi, Sekondi, Takoradi, Tema, Techiman, Wa, Aflao, Akosombo, Damongo, Dambai, Goaso, Nalerigu, Bo, Kenema, Makeni, Buchanan, Gbarnga, Ganta, Harper, Brikama, Basse, Kanifing,
Arusha, Dar-es-Salaam, Iringa, Mbeya, Morogoro, Moshi, Mtwara, Mwanza, Tanga, Eldoret, Garissa, Kakamega, Kisumu, Kitale, Lamu, Lodwar, Malindi, Mandera, Meru, Nakuru, Nyeri, Thika, Wajir, Entebbe, Gulu, Jinja, Kasese, Lira, Masaka, Mbarara, Soroti, Butare, Gisenyi, Musanze, Rubavu, Ngozi, Gitega,
Bahir Dar, Dire Dawa, Gondar, Hawassa, Jimma, Jijiga, Semera, Axum, Massawa, Assab, Keren, Baidoa, Bosaso, Galkayo, Garowe, Beledweyne, Jowhar, Berbera, Bor, Malakal, Wau, Bentiu, Yambio, Torit, Damazin, Dongola, El Daein, Geneina, Kosti, Nyala, Sennar, Wad Madani, Wad Medani, Zalingei,
Chipata, Kabwe, Kitwe, Livingstone, Ndola, Solwezi, Bindura, Chinhoyi, Gweru, Kariba, Masvingo, Mutare, Victoria Falls, Mzuzu, Zomba, Mangochi, Francistown, Maun, Gobabis, Keetmanshoop, Lüderitz, Oshakati, Rundu, Swakopmund, Katima Mulilo, Manzini, Lobamba, Teyateyaneng, Mafeteng,
Bloemfontein, East London, George, Kimberley, Mahikeng, Mbombela, Nelspruit, Pietermaritzburg, Polokwane, Port Elizabeth, Gqeberha, Rustenburg, Stellenbosch, Antsirabe, Antsiranana, Fianarantsoa, Mahajanga, Toamasina, Mutsamudu, Fomboni, Mamoudzou, Saint-Denis,
Al Hoceima, Béni Mellal, Beni Mellal, Dakhla, El Jadida, Errachidia, Essaouira, Guelmim, Ifrane, Kénitra, Kenitra, Khouribga, Khénifra, Larache, Nador, Ouarzazate, Oujda, Safi, Salé, Settat, Skhirat, Taroudant, Taza, Témara, Tétouan, Zagora, Rabat-Salé, Fez,
Adrar, Aïn Defla, Ain Defla, Aïn Temouchent, Bordj Bou Arreridj, Bordj Badji Mokhtar, Bouira, Chlef, Chahid El Hafed, Chahid El-Hafedh, Djelfa, El Bayadh, El Oued, El Tarf, Ghardaia, Ghardaïa, Guelma, Illizi, Jijel, Khenchela, Laghouat, Mascara, Médéa, Mila, Mostaganem, M'sila, Naâma, Ouargla, Oum El Bouaghi, Relizane, Saïda, Sidi Bel Abbes, Souk Ahras, Tébessa, Tiaret, Timimoun, Tipasa, Tipaza, Tissemsilt, Hassi Messaoud,
Ariana, Béja, Ben Arous, Djerba, Gabès, Gafsa, Hammamet, Jendouba, Kairouan, Kasserine, Kébili, Le Kef, Mahdia, Médenine, Nabeul, Sidi Bouzid, Siliana, Tataouine, Tozeur, Zaghouan, Zarzis, Ajdabiya, Al-Bayda, Bani Walid, El Bayda, Gharyan, Ghat, Houn, Khoms, Al Khums, Kufra, Murzuq, Nalut, Sabratha, Tarhuna, Zawiya, Zliten, Zuwara, Ubari,
Arish, Asyut, Damietta, El Alamein, Giza, Hurghada, Ismailia, Luxor, Mansoura, Marsa Matrouh, Minya, Qena, Sharm El Sheikh, Sharm El-Sheikh, Sohag, Suez, Tanta, Zagazig, Aleg, Atar, Kaédi, Kiffa, Néma, Rosso, Sélibaby, Tidjikja, Boutilimit, Aioun,
Aracaju, Belém, Belo Horizonte, Boa Vista, Campinas, Campo Grande, Cuiabá, Curitiba, Florianópolis, Fortaleza, Foz do Iguaçu, Goiânia, João Pessoa, Macapá, Maceió, Manaus, Natal, Palmas, Porto Alegre, Porto Velho, Recife, Ribeirão Preto, Rio Branco, Salvador, Santos, São Luís, Teresina, Vitória, Aveiro, Beja, Braga, Bragança, Castelo Branco, Coimbra, Évora, Faro, Funchal, Guimarães, Leiria, Ponta Delgada, Portimão, Santarém, Setúbal, Viseu,
La Marsa, La Manouba, Manouba, La Goulette, Le Bardo, Les Cayes, Le Lamentin, Le Havre, Le Mans, Le Touquet, La Rochelle, La Ciotat, La Spezia, L'Aquila, La Plata, La Serena, La Coruña, Las Palmas,
Bordeaux, Calais, Cannes, Grenoble, Lille, Montpellier, Nantes, Orléans, Reims, Rennes, Rouen, Saint-Étienne, Toulon, Toulouse, Tours, Versailles, Antwerp, Anvers, Liège, Lausanne, Bâle, Basel, Lugano, Montreux, Bologna, Florence, Genoa, Palermo, Seville, Valencia, Bilbao, Málaga, Malaga, Zaragoza, Cologne, Dresden, Düsseldorf, Hanover, Leipzig, Nuremberg, Stuttgart, Salzburg, Graz, Gdansk, Krakow, Odessa, Odesa, Lviv, Kharkiv, St. Petersburg, Belfast, Birmingham, Cardiff, Leeds, Liverpool, Gothenburg, Malmo, Bergen, Reykjavik, Podgorica, Skopje, Pristina, Chisinau, Thessaloniki,
Ahmedabad, Bangalore, Bengaluru, Chandigarh, Chennai, Hyderabad, Jaipur, Kolkata, Calcutta, Lucknow, Patna, Pune, Srinagar, Thiruvananthapuram, Kandahar, Herat, Jalalabad, Peshawar, Quetta, Rawalpindi, Multan, Faisalabad, Gwadar, Muzaffarabad, Chittagong, Sylhet, Mandalay, Naypyidaw, Vientiane, Ho Chi Minh City, Chiang Mai, Penang, Bandung, Surabaya, Denpasar, Cebu, Davao, Taipei, Guangzhou, Shenzhen, Wuhan, Chongqing, Tianjin, Urumqi, Lhasa, Busan, Osaka, Kyoto, Hiroshima, Nagoya, Sapporo, Fukuoka, Baku, Tbilisi, Yerevan, Astana, Nur-Sultan, Almaty, Bishkek, Dushanbe, Ashgabat,
Adelaide, Brisbane, Hobart, Perth, Port Moresby, Honiara, Apia, Nuku'alofa, Noumea, Nouméa, Papeete, Port Vila, Asunción, Assunção, Bridgetown, Cali, Cancún, Cayenne, Cartagena, Ciudad de México, Cidade do México, Cochabamba, Cúcuta, Fort-de-France, Georgetown, Guadalajara, Guayaquil, Medellín, Monterrey, Nassau, Paramaribo, Port of Spain, San Juan, Santa Cruz, Sucre, Tijuana, Valparaíso, Calgary, Edmonton, Halifax, Quebec City, Québec, Winnipeg,
Baltimore, Charlotte, Cincinnati, Cleveland, Denver, Honolulu, Indianapolis, Las Vegas, Milwaukee, Minneapolis, New Orleans, Oakland, Oklahoma City, Phoenix, Pittsburgh, Sacramento, St. Louis, Salt Lake City, San Antonio, San Diego, San Jose, Tampa,
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
  الكونغو: { CG: 'برازافيل, بوانت نوار', CD: 'كينشاسا, غوما, بوكافو, لوبومباشي' },
  georgia: { GE: 'Tbilisi, Batumi, Kutaisi, Gori, Sukhumi, Tskhinvali, Zugdidi, Poti, Rustavi' },
};

/** The state of that name. */
const SHARED_WITH_REGIONS: typeof SHARED = {
  georgia: {
    'US-GA': 'Atlanta, Augusta, Savannah, Macon, Marietta, Valdosta, Decatur, Brunswick, Warner Robins, Fort Benning',
  },
};

const byCity: ReadonlyMap<string, string> = citiesOf(SHARED);
const regionsByCity: ReadonlyMap<string, string> = citiesOf(SHARED_WITH_REGIONS);

function citiesOf(names: typeof SHARED): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(names).flatMap(([name, codes]) =>
      Object.entries(codes).flatMap(([code, cities]) =>
        cities.split(',').map((city): [string, string] => [`${foldName(city)} ${name}`, code]),
      ),
    ),
  );
}

/** The code of a country whose name alone does not say which it is. */
export function countryByCity(city: string, country: string): string | undefined {
  return byCity.get(`${foldName(city)} ${foldName(country)}`);
}

/** The same for a state: `Atlanta, Georgia`. */
export function regionByCity(city: string, region: string): string | undefined {
  return regionsByCity.get(`${foldName(city)} ${foldName(region)}`);
}
