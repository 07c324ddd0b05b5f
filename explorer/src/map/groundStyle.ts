import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { language } from '../language/language.ts'
import { readRgb } from './colours.ts'

/** What there is to draw, whoever made it. */
export interface GroundSource {
  readonly source: SourceSpecification
  /** The layers of vector tiles by name; null of GeoJSON, which has one without a name; empty of images. */
  readonly layers: readonly string[] | null
}

/** Names as the usual schemas of vector tiles have them; what has none of these is drawn as land with thin lines. */
const WATER = /water|ocean|sea|river|lake/i
const BUILDING = /building/i
const ROAD = /road|transport|street|highway|bridge/i
const GREEN = /park|wood|forest|grass|landuse|landcover|natural/i

const SOURCE = 'ground'

/** A quiet ground in the colours of the page, under marks that are to be seen. */
export function styleGround({ source, layers }: GroundSource): StyleSpecification {
  const drawn =
    source.type === 'raster'
      ? [{ id: 'images', type: 'raster' as const, source: SOURCE }]
      : layers === null
        ? drawFeatures()
        : drawLayers(layers)
  const water: LayerSpecification = {
    id: 'sea',
    type: 'background',
    paint: { 'background-color': readRgb('var(--water)') },
  }
  return { version: 8, sources: { [SOURCE]: source }, layers: [water, ...drawn] }
}

function drawFeatures(): readonly LayerSpecification[] {
  return [
    {
      id: 'surfaces',
      type: 'fill',
      source: SOURCE,
      filter: IS_SURFACE,
      paint: {
        'fill-color': ['match', ['get', 'kind'], 'water', readRgb('var(--water)'), readRgb('var(--land)')],
      },
    },
    ...drawLines('shores', {}, IS_SURFACE, 'var(--shore)', 1),
    ...drawLines('lines', {}, IS_LINE, 'var(--quiet)', 0.4),
    drawNames('names', {}),
  ]
}

function drawLayers(names: readonly string[]): readonly LayerSpecification[] {
  const ordered = names.toSorted((a, b) => rankOf(a) - rankOf(b))
  return [
    ...ordered.flatMap((name): readonly LayerSpecification[] => {
      const of = { 'source-layer': name }
      const colour = surfaceOf(name)
      return [
        {
          id: `${name} surfaces`,
          type: 'fill',
          source: SOURCE,
          ...of,
          filter: IS_SURFACE,
          paint: { 'fill-color': readRgb(colour) },
        },
        ...drawLines(`${name} lines`, of, IS_LINE, WATER.test(name) ? 'var(--shore)' : 'var(--quiet)', 0.35),
      ]
    }),
    ...names.map((name) => drawNames(`${name} names`, { 'source-layer': name })),
  ]
}

/** Land lies below parks, these below water, and houses and streets above all. */
function rankOf(name: string): number {
  const order = [GREEN, WATER, BUILDING, ROAD]
  return order.findIndex((one) => one.test(name)) + 1
}

function surfaceOf(name: string): string {
  if (WATER.test(name)) return 'var(--water)'
  if (BUILDING.test(name)) return 'color-mix(in srgb, var(--land), var(--quiet) 18%)'
  if (ROAD.test(name)) return 'color-mix(in srgb, var(--land), var(--quiet) 10%)'
  if (GREEN.test(name)) return 'color-mix(in srgb, var(--land), var(--well) 8%)'
  return 'var(--land)'
}

interface OfLayer {
  readonly 'source-layer'?: string
}

type Filter = NonNullable<Extract<LayerSpecification, { readonly type: 'fill' }>['filter']>

const IS_SURFACE: Filter = ['==', ['geometry-type'], 'Polygon']
const IS_LINE: Filter = ['==', ['geometry-type'], 'LineString']

function drawLines(
  id: string,
  of: OfLayer,
  filter: Filter,
  colour: string,
  opacity: number,
): readonly LayerSpecification[] {
  const paint = { 'line-color': readRgb(colour), 'line-opacity': opacity, 'line-width': 1 }
  return [{ id, type: 'line', source: SOURCE, ...of, filter, paint }]
}

/** In the reader's language where the ground has it. Fonts are the machine's own, so that none is fetched. */
function drawNames(id: string, of: OfLayer): LayerSpecification {
  const own = language.value === 'zh' ? ['name:zh-Hant', 'name:zh'] : [`name:${language.value}`]
  return {
    id,
    type: 'symbol',
    source: SOURCE,
    ...of,
    filter: ['!=', ['geometry-type'], 'LineString'],
    layout: {
      'text-field': ['coalesce', ...[...own, 'name'].map((key) => ['get', key] as ['get', string]), ''],
      'text-font': ['sans-serif'],
      'text-size': 12,
    },
    paint: {
      'text-color': readRgb('var(--quiet)'),
      'text-halo-color': readRgb('var(--land)'),
      'text-halo-width': 1.2,
    },
  }
}
