import { language, words } from '../language/language.ts'
import { keptPages } from '../question/keptPages.ts'
import { Card } from './Card.tsx'
import { EXAMPLES } from './examples.ts'
import { GraphMap } from './GraphMap.tsx'
import { QUESTION_GROUPS } from './questions.ts'
import { Search } from './Search.tsx'
import { writeTitle } from './writeTitle.ts'

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
        <OwnPages />
        {QUESTION_GROUPS.map((group) => (
          <div key={group} class="question-group">
            <h3 id={`group-${group}`}>{start.groups[group]}</h3>
            <ul class="plain cards" aria-labelledby={`group-${group}`}>
              {EXAMPLES.filter((example) => example.group === group).map((example) => (
                <Card key={example.name} example={example} />
              ))}
            </ul>
          </div>
        ))}
      </section>
      <section aria-labelledby="map">
        <h2 id="map">{start.map}</h2>
        <p>{start.mapText}</p>
        <GraphMap />
      </section>
    </div>
  )
}

/** Pages that somebody made of questions in this browser. */
function OwnPages() {
  const { start } = words.value
  if (keptPages.value.length === 0) return null
  return (
    <div class="question-group">
      <h3 id="group-own">{start.own}</h3>
      <ul class="plain cards" aria-labelledby="group-own">
        {keptPages.value.map((page) => (
          <li key={page.name}>
            <a class="card" href={`#/q/${encodeURIComponent(page.name)}`}>
              <span class="question">{writeTitle(page, language.value)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
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
