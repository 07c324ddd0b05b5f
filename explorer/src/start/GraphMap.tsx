import { useEffect } from 'preact/hooks'
import { Failed } from '../failure/Failed.tsx'
import { useLoaded } from '../failure/useLoaded.ts'
import { goToAsk } from '../app/route.ts'
import { showInDocs } from '../ask/sidePane.ts'
import { bureauHue, bureauName } from '../graph/bureaus.ts'
import { loadNames, localName } from '../graph/names/names.ts'
import { words } from '../language/language.ts'
import { readGraphMap, type GraphMapData } from './graphMapData.ts'

/** The graph as its schema has it: the bureaus on a line, a thread wherever one's data lead to another's. */
export function GraphMap() {
  const map = useLoaded(readGraphMap, [])
  useEffect(() => void loadNames(), [])
  if (map.value === null && map.fault) return <Failed {...map} fault={map.fault} />
  if (map.value === null) return <p class="quiet" aria-busy="true" />
  const { types, fields, bureaus, threads } = map.value
  return (
    <>
      <p class="quiet small">{words.value.hero.size(types, fields, bureaus.length)}</p>
      <Threads bureaus={bureaus.map(({ name }) => name)} threads={threads} />
      <div class="owners" style={`--bureaus: ${bureaus.length}`}>
        {bureaus.map(({ name, entities, others }) => (
          <div key={name} style={`--hue: ${bureauHue(name)}`}>
            <h3>{bureauName(name)}</h3>
            <ul class="plain">
              {entities.map((type) => (
                <TypeLink key={type} type={type} class="entity" />
              ))}
              {others.map((type) => (
                <TypeLink key={type} type={type} class="other" />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </>
  )
}

function TypeLink({ type, class: kind }: { readonly type: string; readonly class: string }) {
  return (
    <li class={kind}>
      <a
        href="#/ask"
        title={type}
        onClick={(event) => {
          event.preventDefault()
          showInDocs(type)
          goToAsk()
        }}
      >
        {localName(type) ?? type}
      </a>
    </li>
  )
}

const WIDTH = 900
const BASE = 265

function Threads({
  bureaus,
  threads,
}: {
  readonly bureaus: readonly string[]
  readonly threads: GraphMapData['threads']
}) {
  const step = WIDTH / bureaus.length
  const x = (name: string) => (bureaus.indexOf(name) + 0.5) * step
  return (
    <svg class="threads" viewBox={`0 0 ${WIDTH} ${BASE + 60}`} role="img" aria-label={words.value.start.map}>
      {threads.map(({ from, to, fields }) => {
        const [a, b] = [x(from), x(to)]
        const forth = a < b
        // The way back runs inside the way there, so that both are seen; the widest has room above it.
        const height = Math.abs(b - a) * (forth ? 0.38 : 0.33)
        return (
          <path
            key={`${from} ${to}`}
            d={`M${a + (forth ? 6 : -6)} ${BASE}C${a} ${BASE - height} ${b} ${BASE - height} ${b + (forth ? -6 : 6)} ${BASE}`}
            style={`stroke: ${bureauHue(from)}`}
            stroke-width={1 + Math.sqrt(fields) * 1.2}
          >
            <title>{words.value.start.mapThread(bureauName(from), bureauName(to), fields)}</title>
          </path>
        )
      })}
      {bureaus.map((name) => (
        <g key={name}>
          <circle cx={x(name)} cy={BASE} r="11" style={`fill: ${bureauHue(name)}`} />
          <text x={x(name)} y={BASE + 38}>
            {bureauName(name)}
          </text>
        </g>
      ))}
    </svg>
  )
}
