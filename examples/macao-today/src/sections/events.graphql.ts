import { graphql } from '../generated/gql.ts'

/** By the day and not by "now": the same question all day long, which caches can keep. */
export const EVENTS = graphql(`
  query WhatIsOn($day: LocalDate!) {
    exhibitions(filter: { on: $day }, first: 5) {
      totalCount
      nodes {
        id
        title {
          zh
          pt
          en
        }
        closesOn
        museum {
          id
          name {
            zh
            pt
            en
          }
        }
      }
    }
    events(filter: { from: $day }, sort: [{ field: NEXT }], first: 5) {
      nodes {
        id
        name {
          zh
          pt
          en
        }
        next(from: $day) {
          startsOn
          endsOn
          status
        }
      }
    }
  }
`)
