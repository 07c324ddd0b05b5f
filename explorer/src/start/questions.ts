import type { InLanguages, PageView } from '../question/definition.ts'
import type { Preview } from './previewQuestion.ts'

export type QuestionGroup = 'now' | 'around' | 'figures' | 'graph'
export const QUESTION_GROUPS: readonly QuestionGroup[] = ['now', 'around', 'figures', 'graph']

/** A question of the repository; `{at}` in its words is a slot for the parameter of that name. */
interface CatalogueQuestion extends InLanguages {
  readonly group: QuestionGroup
  /** How its answer is best seen; as cards where nothing is said. */
  readonly view?: PageView
  /** Times that are not now, such as "21:00" of today. */
  readonly times?: Readonly<Record<string, string>>
  /** What the things are called with which its parameters begin. */
  readonly labels?: Readonly<Record<string, InLanguages>>
  readonly preview: Preview
}

const NAME = 'name { zh pt en }'

/** The examples' questions in the reader's language, by file name, in the order of the cards. */
export const QUESTIONS: Readonly<Record<string, CatalogueQuestion>> = {
  'car-parks-now': {
    en: 'Where is there a free parking space right now?',
    pt: 'Onde há agora um lugar de estacionamento livre?',
    zh: '此刻哪個停車場有空位？',
    group: 'now',
    view: 'map',
    preview: {
      query: `{ carParks(first: 3, sort: [{ field: FREE_SPACES, direction: DESC }]) { nodes { ${NAME} freeSpaces { cars } } } }`,
      rows: 'carParks.nodes',
      value: 'freeSpaces.cars',
    },
  },
  'museums-open-near-parking': {
    en: 'Which museums are open {at} near a car park with free spaces, and which buses go there from {border}?',
    pt: 'Que museus estão abertos {at} perto de um parque com lugares livres, e que autocarros lá vão de {border}?',
    zh: '{at}哪些博物館開放、附近停車場有空位？從{border}可乘哪路巴士前往？',
    group: 'now',
    labels: { border: { en: 'Portas do Cerco', pt: 'Portas do Cerco', zh: '關閘' } },
    preview: {
      query: `query ($at: DateTime) { museums(first: 3, filter: { openAt: $at }) { totalCount nodes { ${NAME} openingHours { asStated } } } }`,
      rows: 'museums.nodes',
      value: 'openingHours.asStated',
      total: 'museums.totalCount',
    },
  },
  'emergency-departments-by-bus': {
    en: 'Which emergency department has the shortest wait, and which bus goes there from {from}?',
    pt: 'Que urgência tem a espera mais curta, e que autocarro lá vai de {from}?',
    zh: '哪間急診輪候時間最短？從{from}可乘哪路巴士前往？',
    group: 'now',
    labels: {
      from: { en: 'Praça Ferreira do Amaral', pt: 'Praça Ferreira do Amaral', zh: '亞馬喇前地' },
    },
    preview: {
      query: `{ emergencyDepartments(orderBy: WAIT_SHORTEST) { ${NAME} waitMinutesAvg } }`,
      rows: 'emergencyDepartments',
      value: 'waitMinutesAvg',
      unit: 'min',
    },
  },
  'border-to-hotel': {
    en: 'How busy is each border crossing, and which buses go from it to {hotel}?',
    pt: 'Quão cheio está cada posto fronteiriço, e que autocarros vão dele a {hotel}?',
    zh: '各口岸有多繁忙？從口岸可乘哪路巴士到{hotel}？',
    group: 'now',
    labels: { hotel: { en: 'Grand Lisboa', pt: 'Grand Lisboa', zh: '新葡京酒店' } },
    preview: {
      query: `{ borderCheckpoints { ${NAME} statusLevel } }`,
      rows: 'borderCheckpoints',
      value: 'statusLevel',
      enum: 'BorderStatusLevel',
    },
  },
  'rain-now': {
    en: 'Where is it raining now?',
    pt: 'Onde chove agora?',
    zh: '現在哪裡下雨？',
    group: 'now',
    view: 'map',
    preview: {
      query: `{ weatherStations(first: 3, filter: { measuring: RAINFALL }) { nodes { ${NAME} latestObservation { rainfallLastHourMm } } } }`,
      rows: 'weatherStations.nodes',
      value: 'latestObservation.rainfallLastHourMm',
      unit: 'mm',
    },
  },
  'weather-at-open-museums': {
    en: 'What is the weather at the museums that are open {at}, is it raining there, and which warnings are in force?',
    pt: 'Que tempo faz nos museus que estão abertos {at}, chove lá, e que avisos estão em vigor?',
    zh: '{at}開放的博物館天氣如何？正在下雨嗎？有何警告生效？',
    group: 'now',
    preview: {
      query: `{ weatherStations(first: 3, filter: { measuring: TEMPERATURE }) { nodes { ${NAME} latestObservation { temperatureCelsius } } } }`,
      rows: 'weatherStations.nodes',
      value: 'latestObservation.temperatureCelsius',
      unit: '°C',
    },
  },
  'toilet-and-water-near-me': {
    en: 'Where near {lat} is an accessible toilet that is open {at}, and drinking water?',
    pt: 'Onde há, perto de {lat}, um sanitário acessível aberto {at}, e água potável?',
    zh: '{lat}附近{at}哪裏有開放的無障礙公廁和飲水點？',
    group: 'around',
    labels: { lat: { en: 'Senado Square', pt: 'Largo do Senado', zh: '議事亭前地' } },
    preview: {
      query: `query ($at: DateTime) { place(lat: 22.1938, lng: 113.5399) { nearbyToilets(withinMetres: 500, first: 3, openAt: $at, isAccessible: true) { metres toilet { ${NAME} } } } }`,
      rows: 'place.nearbyToilets',
      value: 'metres',
      unit: 'm',
    },
  },
  'attractions-nearby': {
    en: 'What of the kind {kinds} is there to see within {metres} m of {lat}?',
    pt: 'O que há para ver, do tipo {kinds}, a {metres} m de {lat}?',
    zh: '{lat}周圍 {metres} 米內有哪些{kinds}類景點？',
    group: 'around',
    labels: {
      lat: { en: 'Senado Square', pt: 'Largo do Senado', zh: '議事亭前地' },
      kinds: { en: 'heritage', pt: 'património', zh: '世遺與古蹟' },
      metres: { en: '800', pt: '800', zh: '800' },
    },
    preview: {
      query: `{ place(lat: 22.1938, lng: 113.5399) { nearbyAttractions(withinMetres: 800, first: 3, categories: [HERITAGE]) { metres attraction { ${NAME} } } } }`,
      rows: 'place.nearbyAttractions',
      value: 'metres',
      unit: 'm',
    },
  },
  'card-of-a-place': {
    en: 'Everything about {id}: names, heritage record, hours, nearest stop.',
    pt: 'Tudo sobre {id}: nomes, registo do património, horário, paragem mais próxima.',
    zh: '{id}的一切：名稱、文物紀錄、開放時間、最近的巴士站。',
    group: 'around',
    labels: { id: { en: 'the Ruins of St. Paul’s', pt: 'Ruínas de São Paulo', zh: '大三巴牌坊' } },
    preview: {
      query: `{ attraction(id: "ruins-st-paul") { place { nearbyStops(first: 3) { metres stop { ${NAME} } } } } }`,
      rows: 'attraction.place.nearbyStops',
      value: 'metres',
      unit: 'm',
    },
  },
  'late-libraries-near-night-buses': {
    en: 'Which libraries are open {at}, near a night bus?',
    pt: 'Que bibliotecas estão abertas {at}, perto de um autocarro nocturno?',
    zh: '{at}哪些圖書館開放，附近又有通宵巴士？',
    group: 'around',
    times: { at: '21:00' },
    preview: {
      query: `query ($at: DateTime) { libraries(first: 3, filter: { openAt: $at }) { totalCount nodes { ${NAME} openingHours { asStated } } } }`,
      rows: 'libraries.nodes',
      value: 'openingHours.asStated',
      total: 'libraries.totalCount',
    },
  },
  'accessible-parking-near-museums': {
    en: 'Where can one park an adapted car near a museum?',
    pt: 'Onde se pode estacionar um carro adaptado perto de um museu?',
    zh: '博物館附近哪裏有無障礙泊位？',
    group: 'around',
    preview: {
      query: `{ museums(first: 3) { nodes { ${NAME} place { nearbyCarParks(withinMetres: 400, first: 1) { carPark { capacity { accessible } } } } } } }`,
      rows: 'museums.nodes',
      value: 'place.nearbyCarParks.0.carPark.capacity.accessible',
    },
  },
  'hotels-on-the-hengqin-line': {
    en: 'Which good hotels lie within a walk of the Hengqin LRT line?',
    pt: 'Que bons hotéis ficam a pé da linha de Hengqin do metro ligeiro?',
    zh: '輕軌橫琴線沿途步行可達的高星級酒店有哪些？',
    group: 'around',
    preview: {
      query: `{ lrtLine(id: "hengqin") { stations { ${NAME} place { nearbyHotels(withinMetres: 600, first: 10, minStars: 4) { metres } } } } }`,
      rows: 'lrtLine.stations',
      value: 'place.nearbyHotels',
    },
  },
  'indoor-attractions-near-lrt': {
    en: 'What can one see under a roof within 300 m of an LRT station?',
    pt: 'O que se pode ver debaixo de tecto a 300 m de uma estação do metro ligeiro?',
    zh: '輕軌站 300 米內有哪些室內景點？',
    group: 'around',
    preview: {
      query: `{ lrtStations { ${NAME} place { nearbyAttractions(withinMetres: 300, first: 10, categories: [MUSEUM, RESORT]) { metres } } } }`,
      rows: 'lrtStations',
      value: 'place.nearbyAttractions',
    },
  },
  'visitor-arrivals-by-month': {
    en: 'How many visitors came to Macao, month by month?',
    pt: 'Quantos visitantes chegaram a Macau, mês a mês?',
    zh: '每月有多少旅客到訪澳門？',
    group: 'figures',
    view: 'chart',
    preview: {
      query: '{ visitorArrivals { monthly(last: 24) { month arrivals } } }',
      rows: 'visitorArrivals.monthly',
      value: 'arrivals',
      along: 'month',
    },
  },
  'residents-and-health-centres': {
    en: 'Residents, land, health centres and bus stops of each parish',
    pt: 'Residentes, área, centros de saúde e paragens de cada freguesia',
    zh: '各堂區的人口、面積、衛生中心與巴士站',
    group: 'figures',
    view: 'table',
    preview: {
      query: `{ administrativeAreas(kind: PARISH) { ${NAME} population } }`,
      rows: 'administrativeAreas',
      value: 'population',
    },
  },
  'large-venues-and-parking': {
    en: 'Which venues seat more than 5,000, and how full is the parking around them?',
    pt: 'Que recintos têm mais de 5 000 lugares, e quão cheio está o estacionamento à volta?',
    zh: '哪些場館可容納逾五千人？周邊停車場有多滿？',
    group: 'figures',
    preview: {
      query: `{ venues(first: 3, filter: { minCapacity: 5001 }, sort: [{ field: CAPACITY, direction: DESC }]) { nodes { ${NAME} capacity } } }`,
      rows: 'venues.nodes',
      value: 'capacity',
    },
  },
  'search-a-name': {
    en: 'What in Macao is called {text}?',
    pt: 'O que se chama {text} em Macau?',
    zh: '澳門有甚麼叫「{text}」？',
    group: 'graph',
    labels: { text: { en: '大三巴', pt: '大三巴', zh: '大三巴' } },
    preview: {
      query:
        'query ($language: Language!) { search(text: "大三巴", language: $language, first: 3) { totalCount edges { kind title { text } } } }',
      rows: 'search.edges',
      value: 'kind',
      enum: 'SearchKind',
      total: 'search.totalCount',
    },
  },
  'freshness-of-every-feed': {
    en: 'How fresh is every bureau’s source, and what was set aside?',
    pt: 'Quão recente é a fonte de cada serviço, e o que foi posto de lado?',
    zh: '各部門的數據來源有多新？擱置了甚麼？',
    group: 'graph',
    view: 'table',
    preview: {
      query: '{ feeds { title { zh pt en } state } }',
      rows: 'feeds',
      value: 'state',
      enum: 'FeedState',
    },
  },
}
