import type { Bureau } from './bureau.ts'
import { fillPlace, refuseStrangers, statusUrls, subgraphUrls } from './places.ts'

/**
 * docker-compose.yml: what the gateway and the catalogue know of all subgraphs, and a service for each that has none yet.
 * What stands in a service is its bureau's.
 */
export function deriveCompose(text: string, bureaus: readonly Bureau[]): string {
  refuseStrangers(text, bureaus)
  const started = bureaus.map(({ subgraph }) => `\n      - ${subgraph}`).join('')
  const known = fillPlace(text, /^ {6}SUBGRAPH_URLS: '(.*)'$/m, 'SUBGRAPH_URLS', subgraphUrls(bureaus))
  const ordered = fillPlace(
    known,
    /^ {4}depends_on:((?:\n {6}- .+)*)\n {6}- redis$/m,
    'what the gateway depends on',
    started,
  )
  const status = statusUrls(bureaus)
  const told =
    status === undefined
      ? ordered
      : fillPlace(ordered, new RegExp(`^ {6}${status.variable}: '(.*)'$`, 'm'), status.variable, status.value)
  const missing = bureaus.filter(({ subgraph }) => !told.includes(`\n  ${subgraph}:\n`))
  return fillPlace(
    told,
    /\n()  redis:\n/,
    'services',
    missing.map(({ subgraph }) => serviceOf(subgraph)).join(''),
  )
}

function serviceOf(subgraph: string): string {
  return `  ${subgraph}:
    <<: *service
    command: ['node', 'dist/subgraphs/${subgraph}/server.js']
    environment: *subgraph-environment
    healthcheck: *subgraph-health
    networks: [inside, outside]

`
}
