import { registerEnumType } from 'type-graphql'

export enum AttractionCategory {
  HERITAGE = 'HERITAGE',
  TEMPLE = 'TEMPLE',
  CHURCH = 'CHURCH',
  MUSEUM = 'MUSEUM',
  GARDEN = 'GARDEN',
  SQUARE = 'SQUARE',
  QUARTER = 'QUARTER',
  MARKET = 'MARKET',
  LANDMARK = 'LANDMARK',
  RESORT = 'RESORT',
  THEME = 'THEME',
  ZOO = 'ZOO',
  LAKE = 'LAKE',
  BEACH = 'BEACH',
}

registerEnumType(AttractionCategory, {
  name: 'AttractionCategory',
  description: 'What kind of sight an attraction is.',
  valuesConfig: {
    HERITAGE: { description: 'A historic building, site or square.' },
    TEMPLE: { description: 'A Chinese temple or monastery.' },
    CHURCH: { description: 'A church or chapel.' },
    MUSEUM: { description: 'A museum.' },
    GARDEN: { description: 'A garden or park.' },
    SQUARE: { description: 'A public square.' },
    QUARTER: { description: 'A street, lane or quarter to walk through.' },
    MARKET: { description: 'A market hall.' },
    LANDMARK: { description: 'A tower, statue or other landmark.' },
    RESORT: { description: 'An integrated resort.' },
    THEME: { description: 'A theme park or ride.' },
    ZOO: { description: 'A place where animals are kept.' },
    LAKE: { description: 'A lake and its shore.' },
    BEACH: { description: 'A beach.' },
  },
})

export enum EventKind {
  ARTS = 'ARTS',
  FESTIVAL = 'FESTIVAL',
  FIREWORKS = 'FIREWORKS',
  GASTRONOMY = 'GASTRONOMY',
  MICE = 'MICE',
  PARADE = 'PARADE',
  RELIGIOUS = 'RELIGIOUS',
  SPORT = 'SPORT',
}

registerEnumType(EventKind, {
  name: 'EventKind',
  description: 'What kind of event it is.',
  valuesConfig: {
    ARTS: { description: 'Performing, visual or literary arts.' },
    FESTIVAL: { description: 'A popular festival.' },
    FIREWORKS: { description: 'A fireworks display.' },
    GASTRONOMY: { description: 'Food and drink.' },
    MICE: { description: 'A fair, exhibition or conference.' },
    PARADE: { description: 'A parade.' },
    RELIGIOUS: { description: 'A procession or the feast of a deity.' },
    SPORT: { description: 'A race, match or tournament.' },
  },
})

export enum EditionStatus {
  STATED = 'STATED',
  RULE = 'RULE',
  MONTH_ONLY = 'MONTH_ONLY',
  NONE_FOUND = 'NONE_FOUND',
}

registerEnumType(EditionStatus, {
  name: 'EditionStatus',
  description: 'By what the dates of an edition are known.',
  valuesConfig: {
    STATED: { description: 'A public source states them.' },
    RULE: { description: 'They follow from the rule of the event; no source has confirmed them.' },
    MONTH_ONLY: { description: 'Sources state months and no days: none is given.' },
    NONE_FOUND: { description: 'No source was found: no day is given.' },
  },
})

export enum ComplaintSubject {
  BOOKING = 'BOOKING',
  HYGIENE = 'HYGIENE',
  NOISE = 'NOISE',
  PRICE = 'PRICE',
  SERVICE = 'SERVICE',
}

registerEnumType(ComplaintSubject, {
  name: 'ComplaintSubject',
  description: 'What a complaint is about.',
  valuesConfig: {
    BOOKING: { description: 'A booking that was not honoured or was changed.' },
    HYGIENE: { description: 'Cleanliness.' },
    NOISE: { description: 'Noise.' },
    PRICE: { description: 'A price or charge.' },
    SERVICE: { description: 'How guests were served.' },
  },
})

export enum ComplaintState {
  RECEIVED = 'RECEIVED',
  UNDER_REVIEW = 'UNDER_REVIEW',
  CLOSED = 'CLOSED',
}

registerEnumType(ComplaintState, {
  name: 'ComplaintState',
  description: 'How far the handling of a complaint has come.',
  valuesConfig: {
    RECEIVED: { description: 'Received, not looked into yet.' },
    UNDER_REVIEW: { description: 'Being looked into.' },
    CLOSED: { description: 'Closed, whether it was founded or not.' },
  },
})
