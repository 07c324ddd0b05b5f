import { graphql } from '../generated/gql.ts'

export const MUSEUMS = graphql(`
  query Museums {
    museums(first: 100) {
      nodes {
        id
        name {
          zh
          pt
          en
        }
      }
    }
  }
`)

/**
 * Without `at` it is open or not by the gateway's clock, and the answer holds for a minute. That is of one bureau and the car
 * parks of another, for which the first does not wait.
 */
export const PARKING = graphql(`
  query Parking($museum: ID!) {
    museum(id: $museum) {
      id
      isOpen
      ... @defer {
        place {
          id
          nearbyCarParks(withinMetres: 900, first: 6) {
            metres
            carPark {
              id
              name {
                zh
                pt
                en
              }
              capacity {
                cars
              }
              underMaintenance
              freeSpaces {
                cars
                accessible
                electricCars
                observedAt
                stale
              }
            }
          }
        }
      }
    }
  }
`)

export const CAR_PARK_CHANGED = graphql(`
  subscription CarParkChanged($ids: [ID!]) {
    carParkChanged(ids: $ids) {
      id
      underMaintenance
      freeSpaces {
        cars
        accessible
        electricCars
        observedAt
        stale
      }
    }
  }
`)
