import { addProtocol, Map as GroundMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { PMTiles, Protocol, TileType } from 'pmtiles'
import { isRecord } from '../graph/isRecord.ts'
import { styleGround, type GroundSource } from './groundStyle.ts'
import type { DrawnGround, GroundKind } from './drawnGround.ts'
import { standpointOf, type Viewport } from './view.ts'

// From this page's own address, for its policy lets no script be made on the way.
setWorkerUrl(new URL(workerUrl, location.href).href)
const protocol = new Protocol()
addProtocol('pmtiles', protocol.tile)

/** Draws the ground that the gateway serves into the element; the canvas above it takes all hands and keys. */
export async function drawGround(element: HTMLElement, kind: GroundKind): Promise<DrawnGround> {
  const { attribution, ...ground } = kind === 'pmtiles' ? await readTiles() : await readGeoJson()
  const map = new GroundMap({
    container: element,
    style: styleGround(ground),
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    // The map above goes where it is moved to at once.
    trackResize: true,
  })
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', ({ error }) => reject(error))
  })
  return {
    attribution,
    show: (view) => map.jumpTo(toCamera(view)),
    restyle: () => void map.setStyle(styleGround(ground)),
    stop: () => map.remove(),
  }
}

function toCamera(view: Viewport) {
  const { centre, zoom } = standpointOf(view)
  return { center: centre, zoom }
}

type ReadGround = GroundSource & { readonly attribution: string }

async function readGeoJson(): Promise<ReadGround> {
  const answer = await fetch('/map-ground.geojson')
  if (!answer.ok) throw new Error(`The ground of the map was answered with ${answer.status}.`)
  const data: unknown = await answer.json()
  return {
    source: { type: 'geojson', data: `${location.origin}/map-ground.geojson` },
    layers: null,
    attribution: attributionIn(data),
  }
}

async function readTiles(): Promise<ReadGround> {
  const address = `${location.origin}/map-ground.pmtiles`
  const archive = new PMTiles(address)
  protocol.add(archive)
  const [{ tileType }, metadata] = await Promise.all([archive.getHeader(), archive.getMetadata()])
  const url = `pmtiles://${address}`
  const attribution = attributionIn(metadata)
  if (tileType !== TileType.Mvt)
    return { source: { type: 'raster', url, tileSize: 256 }, layers: [], attribution }
  return { source: { type: 'vector', url }, layers: namesOfLayers(metadata), attribution }
}

function namesOfLayers(metadata: unknown): readonly string[] {
  const layers: unknown = isRecord(metadata) ? metadata.vector_layers : undefined
  if (!Array.isArray(layers)) return []
  return layers.flatMap((layer: unknown) =>
    isRecord(layer) && typeof layer.id === 'string' ? [layer.id] : [],
  )
}

/** Maps of others come with links; here their words stand as text. */
function attributionIn(data: unknown): string {
  const text = isRecord(data) ? data.attribution : undefined
  if (typeof text !== 'string') return ''
  return new DOMParser().parseFromString(text, 'text/html').body.textContent?.trim() ?? ''
}
