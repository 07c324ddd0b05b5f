import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const b = defineSubgraph(
  'b',
  /* GraphQL */ `
    type Parcel @key(fields: "id") {
      id: ID!
      dim(unit: Unit = METRE): Dim @external
      weight(unit: String): String @external
      box: Box! @external
      bare: Bare! @external
      ship: Int @requires(fields: "dim { size }")
      label: String @requires(fields: "weight")
      boxed: Int @requires(fields: "box { dim { size } }")
      filled: Int @requires(fields: "bare { volume }")
    }
    type Box {
      dim(unit: Unit = METRE): Dim @external
    }
    type Dim {
      size: Int! @external
    }
    interface Bare {
      volume: Int!
    }
    type Crate implements Bare {
      volume(unit: Unit = METRE): Int! @external
    }
    enum Unit {
      METRE
      FOOT
    }
  `,
  {
    Parcel: {
      ship: ({ dim }) => dim && dim.size * 100,
      label: ({ weight }) => `weighs ${weight}`,
      boxed: ({ box }) => box.dim && box.dim.size * 10,
      filled: ({ bare }) => bare.volume * 5,
    },
  },
)
