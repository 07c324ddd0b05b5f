import type { Face, Refuse } from './face.ts'
import { catalogueAsJsonLd, catalogueAsTurtle } from './dcat/catalogue.ts'
import { describeAsDataPackage } from './frictionless/dataPackage.ts'
import { packGtfs } from './gtfs/feed.ts'
import { answerOgc, refuseAsOgc } from './ogc/answerOgc.ts'
import { describeAsOpenApi } from './openapi/openApi.ts'
import { showOpenApi } from './openapi/page.ts'
import { noRobots, robots, sitemap } from './pages/crawlers.ts'
import { llms } from './pages/llms.ts'
import { showData } from './pages/dataPages.ts'

interface FaceEntry {
  readonly make: Face
  /** Whether there is more below its path. */
  readonly isTree?: boolean
  /** What is there where the data are not open to everybody; nothing for most. */
  readonly closed?: Face
  readonly refuse?: Refuse
}

/** What other tools already speak, by where it is served. */
const FACES: ReadonlyMap<string, FaceEntry> = new Map<string, FaceEntry>([
  ['/openapi.json', { make: describeAsOpenApi }],
  ['/openapi', { make: showOpenApi }],
  ['/catalog.jsonld', { make: catalogueAsJsonLd }],
  ['/catalog.ttl', { make: catalogueAsTurtle }],
  ['/datapackage.json', { make: describeAsDataPackage }],
  ['/gtfs.zip', { make: packGtfs }],
  ['/data', { make: showData, isTree: true }],
  ['/sitemap.xml', { make: sitemap }],
  ['/llms.txt', { make: llms }],
  ['/robots.txt', { make: robots, closed: noRobots }],
  ['/ogc', { make: answerOgc, isTree: true, refuse: refuseAsOgc }],
])

export interface FaceAt extends FaceEntry {
  /** The rest of the path; "" where there is none. */
  readonly below: string
}

export function findFace(path: string): FaceAt | undefined {
  const end = path.indexOf('/', 1)
  const root = end < 0 ? path : path.slice(0, end)
  const entry = FACES.get(root)
  const below = path.slice(root.length)
  if (entry === undefined || (below !== '' && entry.isTree !== true)) return undefined
  return { ...entry, below: below === '/' ? '' : below }
}

export function isFacePath(path: string): boolean {
  return findFace(path) !== undefined
}
