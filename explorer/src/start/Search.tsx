import { useSignal, useSignalEffect } from '@preact/signals'
import { loadPart } from '../failure/loadPart.ts'
import { goToAsk } from '../app/route.ts'
import { layOut, run } from '../ask/workbench.ts'
import { showInDocs } from '../ask/sidePane.ts'
import { words } from '../language/language.ts'
import { loadNames, localDescription, localName } from '../graph/names/names.ts'
import { loadSchema } from '../graph/schema.ts'
import type { Hit } from './findInSchema.ts'

const SHOWN = 8

/** Finds types and fields by name, description and the everyday words of three languages. */
export function Search() {
  const { start } = words.value
  const text = useSignal('')
  const hits = useSignal<readonly Hit[] | null>(null)
  useSignalEffect(() => {
    const wanted = text.value.trim()
    if (wanted === '') {
      hits.value = null
      return
    }
    void find(wanted).then((found) => (text.peek().trim() === wanted ? (hits.value = found) : null))
  })
  const shown = hits.value?.slice(0, SHOWN) ?? []
  return (
    <search class="search">
      <label for="search">{start.search}</label>
      <input
        id="search"
        class="field"
        type="search"
        autocomplete="off"
        placeholder={start.searchHint}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value
        }}
      />
      <div aria-live="polite">
        {hits.value !== null && (
          <p class="small quiet">
            {hits.value.length === 0 ? start.searchNone : start.results(hits.value.length)}
          </p>
        )}
        <ul class={shown.length > 0 ? 'plain found' : 'plain'}>
          {shown.map((hit) => (
            <li key={hit.coordinate}>
              <a href="#/ask" onClick={(event) => open(event, hit)}>
                <code>{hit.coordinate}</code>
                <span class="small quiet">{tellOf(hit)}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </search>
  )
}

/** Its name in the reader's language before what the schema says of it; of a type the reader's own sentence. */
function tellOf({ coordinate, description }: Hit): string {
  const name = localName(coordinate)
  const text = coordinate.includes('.') ? description : localDescription(coordinate, description)
  return name === null || text === name ? text : `${name} · ${text}`
}

async function find(wanted: string): Promise<readonly Hit[]> {
  const [schema, names, { findInSchema }] = await Promise.all([
    loadSchema(),
    loadNames(),
    loadPart(() => import('./findInSchema.ts')),
  ])
  return findInSchema(schema, names, wanted)
}

function open(event: Event, { coordinate, query }: Hit): void {
  event.preventDefault()
  showInDocs(coordinate.split('.')[0] ?? 'Query')
  if (query !== null) layOut(query, '')
  goToAsk()
  if (query !== null) void run()
}
