import { goToAsk } from '../app/route.ts'
import { layOut, run } from '../ask/workbench.ts'
import { language, words } from '../language/language.ts'
import { EXAMPLES, type Example } from './examples.ts'
import { GraphMap } from './GraphMap.tsx'
import { Search } from './Search.tsx'

export function StartPage() {
  const { hero, start } = words.value
  return (
    <div class="start">
      <section class="hero">
        <h1>{hero.line}</h1>
        <p>{hero.text}</p>
        <Search />
      </section>
      <Waves />
      <section aria-labelledby="examples">
        <h2 id="examples">{start.examples}</h2>
        <p>{start.examplesText}</p>
        <ul class="plain cards">
          {EXAMPLES.map((example) => (
            <li key={example.id}>
              <button type="button" class="card" onClick={() => open(example)}>
                {example.question[language.value]}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="map">
        <h2 id="map">{start.map}</h2>
        <p>{start.mapText}</p>
        <GraphMap />
      </section>
    </div>
  )
}

function open({ query, view }: Example): void {
  layOut(query, '', view)
  goToAsk()
  void run()
}

/** The pavement of the Senado square: waves of dark and light stone. */
function Waves() {
  return (
    <svg class="waves" aria-hidden="true">
      <defs>
        <pattern id="wave" width="120" height="54" patternUnits="userSpaceOnUse">
          <path
            d="M0 18C20 2 40 2 60 18s40 16 60 0v14C100 48 80 48 60 32S20 16 0 32z"
            fill="currentColor"
            opacity=".9"
          />
          <path
            d="M0 46C20 30 40 30 60 46s40 16 60 0v4C100 66 80 66 60 50S20 34 0 50z"
            fill="currentColor"
            opacity=".35"
          />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#wave)" />
    </svg>
  )
}
