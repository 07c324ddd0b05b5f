/** Events of the bench have numbers from here on; those of the bureaus' own feeds are below. */
export const MADE_FROM = 1_000_000

/** One subscription for each topic, with what joins other bureaus in some. */
export const SUBSCRIPTIONS = [
  {
    subgraph: 'transport',
    topic: 'carParks',
    key: '6001',
    query:
      'subscription { carParkChanged(ids: ["6001"]) { id name { en } freeSpaces { cars } area { name { en } } } }',
  },
  {
    subgraph: 'transport',
    topic: 'borderCheckpoints',
    key: 'hzmb',
    query: 'subscription { borderCheckpointChanged(ids: ["hzmb"]) { id statusLevel statusMinutes } }',
  },
  {
    subgraph: 'transport',
    topic: 'busRoutes',
    key: '3',
    query: 'subscription { busesOnRoute(id: "3") { id isLowFloor stop { id name { zh } } } }',
  },
  {
    subgraph: 'health',
    topic: 'emergencyDepartments',
    key: 'chcsj-adult',
    query:
      'subscription { emergencyDepartmentChanged(ids: ["chcsj-adult"]) { id name { en } waitMinutesAvg } }',
  },
  {
    subgraph: 'weather',
    topic: 'warnings',
    key: 'bench',
    query: 'subscription { warningChanged { group issuedAt } }',
  },
]
