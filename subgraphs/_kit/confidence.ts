import { registerEnumType } from 'type-graphql'

export enum Confidence {
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}

registerEnumType(Confidence, {
  name: 'Confidence',
  description: 'How sure a statement is.',
  valuesConfig: {
    HIGH: { description: 'Taken from an official publication, or reckoned by the rule of one.' },
    MEDIUM: { description: 'Agrees with other sources; to be confirmed by the custodian.' },
    LOW: { description: 'From general knowledge only; to be confirmed by the custodian.' },
  },
})
