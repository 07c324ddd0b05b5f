import { defineSubgraph } from '../../../kit/federation/subgraph.ts'

export const a = defineSubgraph(
  'a',
  /* GraphQL */ `
    type Query @tag(name: "public") {
      hours: Hours! @tag(name: "public")
    }
    type Hours @tag(name: "beta") {
      open: String! @tag(name: "beta")
      day: Day!
    }
    enum Day {
      MONDAY @tag(name: "x")
      SUNDAY
    }
  `,
  { Query: { hours: () => ({ open: '10:00', day: 'SUNDAY' }) } },
)
