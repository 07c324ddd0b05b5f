import { useEffect } from 'preact/hooks'
import { route } from '../app/route.ts'
import { Failed } from '../failure/Failed.tsx'
import { Boundary } from '../failure/Lazy.tsx'
import { useLoaded } from '../failure/useLoaded.ts'
import { bureauHue, registeredBureaus } from '../graph/bureaus.ts'
import { best, language, words } from '../language/language.ts'
import { FeedTable } from '../status/FeedTable.tsx'
import { readFeeds } from '../status/feeds.ts'
import { readBureau, readBureaus } from './bureauData.ts'
import { DataSets } from './DataSets.tsx'
import { SchemaSection } from './SchemaSection.tsx'
import { Use } from './Use.tsx'
import { Versions } from './Versions.tsx'

/** What one bureau brings to the graph, for itself and for whoever wants to know; without an id, all of them. */
export function BureauPage() {
  const id = route.value.page === 'bureau' ? route.value.bureau : null
  return id === null ? <AllBureaus /> : <OneBureau key={id} id={id} />
}

function AllBureaus() {
  const { bureau: strings } = words.value
  const bureaus = useLoaded(readBureaus, [])
  const registered = new Set(registeredBureaus.map(({ bureau }) => bureau))
  const names = new Map(bureaus.value?.map(({ id, name }) => [id, name]))
  return (
    <div class="status desk">
      <h1>{strings.title}</h1>
      <p class="quiet">{strings.text}</p>
      <ul class="plain bureaus">
        {registeredBureaus.map(({ subgraph, bureau, name }) => (
          <li key={subgraph} style={`--hue: ${bureauHue(subgraph)}`}>
            <a href={`#/bureau/${bureau}`}>
              <strong>{name[language.value]}</strong>
              <span class="quiet small">{best(names.get(bureau))}</span>
            </a>
          </li>
        ))}
      </ul>
      {bureaus.fault !== null && <Failed {...bureaus} fault={bureaus.fault} />}
      {bureaus.value !== null && (
        <section>
          <h2>{strings.others}</h2>
          <ul class="plain others">
            {bureaus.value
              .filter(({ id }) => !registered.has(id))
              .map(({ id, name }) => (
                <li key={id}>
                  <a href={`#/bureau/${id}`}>{best(name)}</a>
                </li>
              ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** By the bureau's own id, or by the name of its subgraph. */
function OneBureau({ id: named }: { readonly id: string }) {
  const { bureau: strings } = words.value
  const own = registeredBureaus.find(({ bureau, subgraph }) => bureau === named || subgraph === named)
  const id = own?.bureau ?? named
  const subgraph = own?.subgraph ?? null
  const bureau = useLoaded((signal) => readBureau(id, subgraph, signal), [id])
  const { value: data, fault } = bureau
  const title = best(data?.name) || own?.name[language.value] || id
  useEffect(() => {
    document.title = `${title} · ${strings.title} · ${words.value.title}`
  }, [title, strings])
  const isUnknown = own === undefined && data === null && fault === null && bureau.isLoaded
  return (
    <div class="status desk" style={subgraph === null ? '' : `--hue: ${bureauHue(subgraph)}`}>
      <p class="small">
        <a href="#/bureau">{strings.all}</a>
      </p>
      <h1>{title}</h1>
      {isUnknown && (
        <p class="alarm" role="alert">
          {strings.unknown(id)}
        </p>
      )}
      {own !== undefined && (
        <p class="quiet">
          {own.name[language.value]} · {strings.contact}: <a href={own.contact}>{own.contact}</a>
        </p>
      )}
      {fault !== null && <Failed {...bureau} fault={fault} />}
      {!isUnknown && (
        <Boundary>
          <SchemaSection subgraph={subgraph} />
          {subgraph !== null && <Versions subgraph={subgraph} />}
          {!bureau.isLoaded && <section aria-busy="true" />}
          {data !== null && <Use id={id} use={data.use} />}
          {subgraph !== null && <Feeds subgraph={subgraph} />}
          {data !== null && <DataSets datasets={data.datasets} />}
          <section>
            <h2>{strings.review}</h2>
            <p>
              <a href={`#/review/${id}`}>{strings.reviewText}</a>
            </p>
          </section>
        </Boundary>
      )}
    </div>
  )
}

function Feeds({ subgraph }: { readonly subgraph: string }) {
  const { bureau: strings } = words.value
  const feeds = useLoaded(readFeeds, [])
  const own = feeds.value?.filter((feed) => feed.subgraph === subgraph)
  return (
    <section aria-busy={!feeds.isLoaded}>
      <h2>{strings.feeds}</h2>
      {feeds.fault !== null && <Failed {...feeds} fault={feeds.fault} />}
      {own !== undefined &&
        (own.length === 0 ? <p class="quiet">{strings.noFeeds}</p> : <FeedTable feeds={own} />)}
    </section>
  )
}
