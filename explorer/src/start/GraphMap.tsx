import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { goToAsk } from '../app/route.ts'
import { showInDocs } from '../ask/sidePane.ts'
import { loadNames, localName } from '../graph/names/names.ts'
import { language, words, type LanguageCode } from '../language/language.ts'
import { readGraphMap, type GraphMapData } from './graphMapData.ts'

/** The graph as its schema has it: the bureaus on a line, a thread wherever one's data lead to another's. */
export function GraphMap() {
  const map = useSignal<GraphMapData | null>(null)
  useEffect(() => {
    void readGraphMap().then((data) => (map.value = data))
    void loadNames()
  }, [])
  if (map.value === null) return <p class="quiet" aria-busy="true" />
  const { types, fields, bureaus, threads } = map.value
  return (
    <>
      <p class="quiet small">{words.value.hero.size(types, fields, bureaus.length)}</p>
      <Threads bureaus={bureaus.map(({ name }) => name)} threads={threads} />
      <div class="owners" style={`--bureaus: ${bureaus.length}`}>
        {bureaus.map(({ name, entities, others }) => (
          <div key={name} style={`--hue: var(--${name})`}>
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
        // The way back runs inside the way there, so that both are seen.
        const height = Math.abs(b - a) * (forth ? 0.46 : 0.4)
        return (
          <path
            key={`${from} ${to}`}
            d={`M${a + (forth ? 6 : -6)} ${BASE}C${a} ${BASE - height} ${b} ${BASE - height} ${b + (forth ? -6 : 6)} ${BASE}`}
            stroke={`var(--${from})`}
            stroke-width={1 + Math.sqrt(fields) * 1.2}
          >
            <title>{words.value.start.mapThread(bureauName(from), bureauName(to), fields)}</title>
          </path>
        )
      })}
      {bureaus.map((name) => (
        <g key={name}>
          <circle cx={x(name)} cy={BASE} r="11" fill={`var(--${name})`} />
          <text x={x(name)} y={BASE + 38}>
            {bureauName(name)}
          </text>
        </g>
      ))}
    </svg>
  )
}

const NAMES: Readonly<Record<string, Readonly<Record<LanguageCode, string>>>> = {
  catalogue: { en: 'Catalogue', pt: 'Catálogo', zh: '目錄' },
  tourism: { en: 'Tourism', pt: 'Turismo', zh: '旅遊' },
  health: { en: 'Health', pt: 'Saúde', zh: '衛生' },
  transport: { en: 'Transport', pt: 'Transportes', zh: '交通' },
  culture: { en: 'Culture', pt: 'Cultura', zh: '文化' },
  city: { en: 'City', pt: 'Cidade', zh: '市政' },
}

/** A subgraph by the name that readers know; a new one by its own. */
export function bureauName(subgraph: string): string {
  return NAMES[subgraph]?.[language.value] ?? subgraph
}
