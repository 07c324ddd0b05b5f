import { graphql } from '../generated/gql.ts'

/** The record is of one data set and the queue of another: `statusProvenance` tells of the queue. */
export const BORDERS = graphql(`
  query Borders {
    borderCheckpoints {
      id
      name {
        zh
        pt
        en
      }
      statusLevel
      statusMinutes
      observedAt
      stale
      statusByDirection {
        direction
        level
        minutes
      }
      statusProvenance {
        sample
        stale
      }
    }
  }
`)

export const BORDER_CHANGED = graphql(`
  subscription BorderChanged {
    borderCheckpointChanged {
      id
      statusLevel
      statusMinutes
      observedAt
      stale
      statusByDirection {
        direction
        level
        minutes
      }
      statusProvenance {
        sample
        stale
      }
    }
  }
`)
