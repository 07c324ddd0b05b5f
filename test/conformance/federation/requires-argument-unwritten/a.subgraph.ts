import { defineSubgraph } from '../../../kit/federation/subgraph.ts'
import { measure, parcels } from './data.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query {
      parcels: [Parcel!]!
    }
    type Parcel @key(fields: "id") {
      id: ID!
      dim(unit: Unit = METRE): Dim
      weight(unit: String): String
      box: Box!
      bare: Bare!
    }
    type Box {
      dim(unit: Unit = METRE): Dim
    }
    type Dim {
      size: Int!
    }
    interface Bare {
      volume: Int!
    }
    type Crate implements Bare {
      volume(unit: Unit = METRE): Int!
    }
    enum Unit {
      METRE
      FOOT
    }
  `,
  {
    Query: { parcels: () => parcels },
    Parcel: {
      dim: (parcel, { unit }) => measure(parcel, unit),
      weight: (_, { unit }) => `7 ${unit ?? 'of whatever'}`,
      box: (parcel) => parcel,
      bare: (parcel) => ({ __typename: 'Crate', ...parcel }),
    },
    Box: { dim: (parcel, { unit }) => measure(parcel, unit) },
    Crate: { volume: (parcel, { unit }) => measure(parcel, unit)?.size },
  },
)
