import { registerEnumType } from 'type-graphql'

export enum HealthFacilityKind {
  PUBLIC_HOSPITAL = 'PUBLIC_HOSPITAL',
  PUBLIC_HOSPITAL_PARTNER = 'PUBLIC_HOSPITAL_PARTNER',
  PUBLIC_REHABILITATION = 'PUBLIC_REHABILITATION',
  PRIVATE_HOSPITAL = 'PRIVATE_HOSPITAL',
  HEALTH_CENTRE = 'HEALTH_CENTRE',
  HEALTH_STATION = 'HEALTH_STATION',
  PUBLIC_SPECIALIST = 'PUBLIC_SPECIALIST',
  PUBLIC_HEALTH = 'PUBLIC_HEALTH',
  EMERGENCY_STATION = 'EMERGENCY_STATION',
  LABORATORY = 'LABORATORY',
  MENTAL_HEALTH = 'MENTAL_HEALTH',
  NGO_CLINIC = 'NGO_CLINIC',
  CHARITY_CLINIC = 'CHARITY_CLINIC',
  PRIVATE_CLINIC = 'PRIVATE_CLINIC',
  PHARMACY = 'PHARMACY',
  CHARITY_PHARMACY = 'CHARITY_PHARMACY',
}

registerEnumType(HealthFacilityKind, {
  name: 'HealthFacilityKind',
  description: 'What a health facility is, as the register classes it.',
  valuesConfig: {
    PUBLIC_HOSPITAL: { description: 'A hospital of the Health Bureau (SSM).' },
    PUBLIC_HOSPITAL_PARTNER: { description: 'A public hospital run together with a partner hospital.' },
    PUBLIC_REHABILITATION: { description: 'A public hospital for rehabilitation and long-term care.' },
    PRIVATE_HOSPITAL: { description: 'A private hospital.' },
    HEALTH_CENTRE: { description: 'A health centre of the SSM for primary care.' },
    HEALTH_STATION: { description: 'A health station of the SSM, smaller than a centre.' },
    PUBLIC_SPECIALIST: { description: 'A specialist unit of the SSM.' },
    PUBLIC_HEALTH: { description: 'A unit of the SSM for public health.' },
    EMERGENCY_STATION: { description: 'An emergency station outside a hospital.' },
    LABORATORY: { description: 'A public laboratory.' },
    MENTAL_HEALTH: { description: 'A centre for psychological treatment.' },
    NGO_CLINIC: { description: 'A clinic of an association.' },
    CHARITY_CLINIC: { description: 'A clinic of a charity.' },
    PRIVATE_CLINIC: { description: 'A private clinic.' },
    PHARMACY: { description: 'A pharmacy.' },
    CHARITY_PHARMACY: { description: 'A pharmacy of a charity.' },
  },
})

export enum RecordConfidence {
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}

registerEnumType(RecordConfidence, {
  name: 'RecordConfidence',
  description: 'How sure the compilers of a register are of a record.',
  valuesConfig: {
    HIGH: { description: 'Checked against a published source.' },
    MEDIUM: { description: 'The name is checked, the position or the kind is not wholly.' },
    LOW: { description: 'Not checked: do not rely on the position.' },
  },
})

export enum EmergencyDepartmentKind {
  ADULT = 'ADULT',
  PAEDIATRIC = 'PAEDIATRIC',
  ISLANDS = 'ISLANDS',
}

registerEnumType(EmergencyDepartmentKind, {
  name: 'EmergencyDepartmentKind',
  description: 'For whom an emergency department is.',
  valuesConfig: {
    ADULT: { description: 'Adults.' },
    PAEDIATRIC: { description: 'Children.' },
    ISLANDS: { description: 'Everyone on Taipa, Coloane and Cotai.' },
  },
})

export enum EmergencyWaitStatus {
  NORMAL = 'NORMAL',
  BUSY = 'BUSY',
  VERY_BUSY = 'VERY_BUSY',
}

registerEnumType(EmergencyWaitStatus, {
  name: 'EmergencyWaitStatus',
  description: 'How busy an emergency department says that it is.',
  valuesConfig: {
    NORMAL: { description: 'As usual.' },
    BUSY: { description: 'Busier than usual.' },
    VERY_BUSY: { description: 'Much busier than usual.' },
  },
})

export enum DiagnosisGroup {
  RESPIRATORY = 'RESPIRATORY',
  CHRONIC = 'CHRONIC',
  MUSCULOSKELETAL = 'MUSCULOSKELETAL',
  CHILD_HEALTH = 'CHILD_HEALTH',
  MENTAL_HEALTH = 'MENTAL_HEALTH',
}

registerEnumType(DiagnosisGroup, {
  name: 'DiagnosisGroup',
  description: 'A group of reasons for a visit to a health centre.',
  valuesConfig: {
    RESPIRATORY: { description: 'Infections and other illness of the airways.' },
    CHRONIC: { description: 'High blood pressure, diabetes and other long-term illness.' },
    MUSCULOSKELETAL: { description: 'Illness of muscles, bones and joints.' },
    CHILD_HEALTH: { description: 'Check-ups and care of children.' },
    MENTAL_HEALTH: { description: 'Mental health.' },
  },
})
