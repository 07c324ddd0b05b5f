import { registerEnumType } from 'type-graphql'

export enum DatasetOrigin {
  GOVERNMENT = 'GOVERNMENT',
  INDUSTRY = 'INDUSTRY',
  SOCIAL = 'SOCIAL',
}

registerEnumType(DatasetOrigin, {
  name: 'DatasetOrigin',
  description: 'Whose data a data set holds.',
  valuesConfig: {
    GOVERNMENT: { description: 'Data of the government, the core of what is shared.' },
    INDUSTRY: { description: 'Data of businesses, such as concessionaires.' },
    SOCIAL: { description: 'Data of society: associations, volunteers, open projects.' },
  },
})

export enum DatasetTheme {
  CITY = 'CITY',
  CULTURE = 'CULTURE',
  GOVERNMENT = 'GOVERNMENT',
  HEALTH = 'HEALTH',
  POPULATION = 'POPULATION',
  PUBLIC_SAFETY = 'PUBLIC_SAFETY',
  TOURISM = 'TOURISM',
  TRANSPORT = 'TRANSPORT',
}

registerEnumType(DatasetTheme, {
  name: 'DatasetTheme',
  description: 'The theme of a data set (DCAT: dcat:theme).',
  valuesConfig: {
    CITY: { description: 'The city: toilets, drinking water, parks, refuse and recycling.' },
    CULTURE: { description: 'Culture: heritage, museums, libraries, performances.' },
    GOVERNMENT: { description: 'Government: its bureaus and the data that they hold.' },
    HEALTH: { description: 'Health: facilities, professionals, waiting times, diseases.' },
    POPULATION: { description: 'Population and territory: areas and the people in them.' },
    PUBLIC_SAFETY: { description: 'Public safety and borders.' },
    TOURISM: { description: 'Tourism: hotels, attractions, events, visitors.' },
    TRANSPORT: { description: 'Transport: car parks, buses, light rail, roads.' },
  },
})

export enum AccessTier {
  PUBLIC = 'PUBLIC',
  DEVELOPER = 'DEVELOPER',
  PARTNER = 'PARTNER',
  STAFF = 'STAFF',
  OWNER = 'OWNER',
}

registerEnumType(AccessTier, {
  name: 'AccessTier',
  description: 'Who may read a data set, from the widest to the narrowest.',
  valuesConfig: {
    PUBLIC: { description: 'Everybody.' },
    DEVELOPER: { description: 'Registered developers and those below.' },
    PARTNER: { description: 'Partner businesses under contract and those below.' },
    STAFF: { description: 'Staff of the bureaus.' },
    OWNER: { description: 'The bureau that owns the data, alone.' },
  },
})

export enum LicenceStatus {
  STATED = 'STATED',
  NOT_STATED = 'NOT_STATED',
}

registerEnumType(LicenceStatus, {
  name: 'LicenceStatus',
  description: 'Whether the publisher of a data set states terms of use.',
  valuesConfig: {
    STATED: { description: 'Terms are stated; `licence` repeats them.' },
    NOT_STATED: { description: 'No terms were found: ask the custodian before using the data again.' },
  },
})

export enum DatasetOpenness {
  UNCONDITIONAL = 'UNCONDITIONAL',
  REGISTRATION = 'REGISTRATION',
  NOT_STATED = 'NOT_STATED',
}

registerEnumType(DatasetOpenness, {
  name: 'DatasetOpenness',
  description: 'On what condition the portal opens a data set (開放條件).',
  valuesConfig: {
    UNCONDITIONAL: { description: 'Open to everybody (完全開放).' },
    REGISTRATION: { description: 'Open to those who register.' },
    NOT_STATED: {
      description: 'No condition was found: this says neither that it is open nor that it is not.',
    },
  },
})

export enum LifecycleState {
  PLANNED = 'PLANNED',
  PUBLISHED = 'PUBLISHED',
  DEPRECATED = 'DEPRECATED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(LifecycleState, {
  name: 'LifecycleState',
  description: 'The stage of its life that a data set is in.',
  valuesConfig: {
    PLANNED: { description: 'Without a public machine-readable source yet: the graph shows sample records.' },
    PUBLISHED: { description: 'Published and kept up.' },
    DEPRECATED: { description: 'Still published, and to be replaced.' },
    WITHDRAWN: { description: 'No longer published.' },
  },
})

export enum DistributionKind {
  FILE = 'FILE',
  API = 'API',
  LINK = 'LINK',
}

registerEnumType(DistributionKind, {
  name: 'DistributionKind',
  description: 'A way in which the portal offers a data set.',
  valuesConfig: {
    FILE: { description: 'Files to download.' },
    API: { description: 'An interface to call.' },
    LINK: { description: 'A link to the publisher.' },
  },
})

export enum DatasetOrder {
  ID = 'ID',
  CUSTODIAN = 'CUSTODIAN',
  MODIFIED_NEWEST_FIRST = 'MODIFIED_NEWEST_FIRST',
}

registerEnumType(DatasetOrder, {
  name: 'DatasetOrder',
  description: 'How a list of data sets is ordered; ties by id.',
  valuesConfig: {
    ID: { description: 'By id.' },
    CUSTODIAN: { description: 'By the id of the first custodian, those without one last.' },
    MODIFIED_NEWEST_FIRST: { description: 'By last update on the portal, newest first, unknown last.' },
  },
})
