import Supercluster from 'supercluster'
import type { Mark } from './marks.ts'
import { project, zoomOf, type Xy } from './project.ts'
import { boundsOf, MAX_ZOOM, MIN_ZOOM, type Viewport } from './view.ts'

/** What is drawn at one spot: a mark, or marks that lie too close together to be told apart. */
export type Drawn =
  | { readonly kind: 'mark'; readonly at: Xy; readonly mark: number }
  | {
      readonly kind: 'cluster'
      readonly at: Xy
      readonly id: number
      readonly count: number
      /** How many there are of each group, by its index. */
      readonly shares: readonly number[]
    }

export interface Clusters {
  inSight(view: Viewport): readonly Drawn[]
  /** The marks of a cluster. */
  marksOf(id: number): readonly number[]
}

export const NO_CLUSTERS: Clusters = { inSight: () => [], marksOf: () => [] }

/** So far apart are the middles of what is drawn: as far as targets must be for fingers. */
const APART = 24
/** Of sizes one sees more where circles may lie over each other. */
const APART_BY_SIZE = 8
/** Beyond it what stands at one spot is drawn one over the other. */
const LAST_ZOOM = Math.floor(MAX_ZOOM) - 2
/** What is drawn may reach into the map from beyond its edge. */
const MARGIN = 32

interface Leaf {
  readonly mark: number
}

interface Shares {
  readonly counts: Record<number, number>
}

/** Marks of the groups that are not hidden, by zoom. */
export function createClusters(
  marks: readonly Mark[],
  groups: readonly number[],
  hidden: ReadonlySet<number>,
  bySize: boolean,
): Clusters {
  const index = new Supercluster<Leaf, Shares>({
    radius: bySize ? APART_BY_SIZE : APART,
    minZoom: MIN_ZOOM,
    maxZoom: LAST_ZOOM,
    map: ({ mark }) => ({ counts: { [groups[mark] ?? 0]: 1 } }),
    reduce: (sum, { counts }) => {
      for (const [group, count] of Object.entries(counts)) {
        sum.counts[Number(group)] = (sum.counts[Number(group)] ?? 0) + count
      }
    },
  }).load(
    marks.flatMap(({ point }, mark) =>
      hidden.has(groups[mark] ?? 0)
        ? []
        : [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: [point.lng, point.lat] },
              properties: { mark },
            },
          ],
    ),
  )
  return {
    inSight: (view) =>
      index
        .getClusters(boundsOf(view, MARGIN), Math.floor(zoomOf(view.scale)))
        .map(({ geometry: { coordinates }, properties }): Drawn => {
          const [lng = 0, lat = 0] = coordinates
          const at = project({ lat, lng })
          if ('mark' in properties) return { kind: 'mark', at, mark: properties.mark }
          const { cluster_id: id, point_count: count, counts } = properties
          return { kind: 'cluster', at, id, count, shares: toShares(counts) }
        }),
    marksOf: (id) => index.getLeaves(id, Infinity).map(({ properties }) => properties.mark),
  }
}

function toShares(counts: Readonly<Record<number, number>>): readonly number[] {
  const groups = Object.keys(counts).map(Number)
  return Array.from({ length: Math.max(...groups) + 1 }, (_, group) => counts[group] ?? 0)
}
