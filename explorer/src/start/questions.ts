interface Question {
  readonly en: string
  readonly pt: string
  readonly zh: string
  /** How its answer is best seen, where the data do not tell. */
  readonly view?: 'table' | 'chart' | 'map'
}

/** The examples' questions in the reader's language, by file name, in the order of the cards. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'visitor-arrivals-by-month': {
    en: 'How many visitors came to Macao, month by month?',
    pt: 'Quantos visitantes chegaram a Macau, mês a mês?',
    zh: '每月有多少旅客到訪澳門？',
    view: 'chart',
  },
  'car-parks-now': {
    en: 'Where is there a free parking space right now?',
    pt: 'Onde há agora um lugar de estacionamento livre?',
    zh: '此刻哪個停車場有空位？',
    view: 'map',
  },
  'museums-open-near-parking': {
    en: 'Which museums are open near a car park with free spaces, and which buses go there from the border?',
    pt: 'Que museus estão abertos perto de um parque com lugares livres, e que autocarros lá vão da fronteira?',
    zh: '哪些博物館正開放、附近停車場有空位？從關閘可乘哪路巴士前往？',
  },
  'emergency-departments-by-bus': {
    en: 'Which emergency department has the shortest wait, and which bus goes there?',
    pt: 'Que urgência tem a espera mais curta, e que autocarro lá vai?',
    zh: '哪間急診輪候時間最短？可乘哪路巴士前往？',
  },
  'card-of-a-place': {
    en: 'Everything about the Ruins of St. Paul’s: names, heritage record, hours, nearest stop.',
    pt: 'Tudo sobre as Ruínas de São Paulo: nomes, registo do património, horário, paragem mais próxima.',
    zh: '大三巴牌坊的一切：名稱、文物紀錄、開放時間、最近的巴士站。',
  },
  'border-to-hotel': {
    en: 'How busy is each border crossing, and which buses go from it to a hotel?',
    pt: 'Quão cheio está cada posto fronteiriço, e que autocarros vão dele a um hotel?',
    zh: '各口岸有多繁忙？從口岸可乘哪路巴士到酒店？',
  },
  'hotels-on-the-hengqin-line': {
    en: 'Which good hotels lie within a walk of the Hengqin LRT line?',
    pt: 'Que bons hotéis ficam a pé da linha de Hengqin do metro ligeiro?',
    zh: '輕軌橫琴線沿途步行可達的高星級酒店有哪些？',
  },
  'indoor-attractions-near-lrt': {
    en: 'What can one see under a roof within 300 m of an LRT station?',
    pt: 'O que se pode ver debaixo de tecto a 300 m de uma estação do metro ligeiro?',
    zh: '輕軌站 300 米內有哪些室內景點？',
  },
  'late-libraries-near-night-buses': {
    en: 'Which libraries are open late, near a night bus?',
    pt: 'Que bibliotecas abrem até tarde, perto de um autocarro nocturno?',
    zh: '哪些圖書館夜間開放，附近又有通宵巴士？',
  },
  'accessible-parking-near-museums': {
    en: 'Where can one park an adapted car near a museum?',
    pt: 'Onde se pode estacionar um carro adaptado perto de um museu?',
    zh: '博物館附近哪裏有無障礙泊位？',
  },
  'large-venues-and-parking': {
    en: 'Which venues seat more than 5,000, and how full is the parking around them?',
    pt: 'Que recintos têm mais de 5 000 lugares, e quão cheio está o estacionamento à volta?',
    zh: '哪些場館可容納逾五千人？周邊停車場有多滿？',
  },
  'residents-and-health-centres': {
    en: 'Residents, land, health centres and bus stops of each parish',
    pt: 'Residentes, área, centros de saúde e paragens de cada freguesia',
    zh: '各堂區的人口、面積、衛生中心與巴士站',
    view: 'table',
  },
  'search-a-name': {
    en: 'What in Macao is called so?',
    pt: 'O que tem este nome em Macau?',
    zh: '澳門有甚麼叫這個名字？',
  },
  'toilet-and-water-near-me': {
    en: 'Where near me is an accessible toilet that is open, and drinking water?',
    pt: 'Onde há perto de mim um sanitário acessível aberto, e água potável?',
    zh: '附近哪裏有開放的無障礙公廁和飲水點？',
  },
  'freshness-of-every-feed': {
    en: 'How fresh is every bureau’s source, and what was set aside?',
    pt: 'Quão recente é a fonte de cada serviço, e o que foi posto de lado?',
    zh: '各部門的數據來源有多新？擱置了甚麼？',
    view: 'table',
  },
  'weather-at-open-museums': {
    en: 'What is the weather at the museums that are open, is it raining there, and which warnings are in force?',
    pt: 'Que tempo faz nos museus que estão abertos, chove lá, e que avisos estão em vigor?',
    zh: '開放中的博物館天氣如何？正在下雨嗎？有何警告生效？',
  },
  'rain-now': {
    en: 'Where is it raining now?',
    pt: 'Onde chove agora?',
    zh: '現在哪裡下雨？',
    view: 'table',
  },
}
