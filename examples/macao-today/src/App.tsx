import { useNow } from './graph/useNow.ts'
import { useLanguage } from './language/LanguageContext.tsx'
import { LANGUAGES, TAGS } from './language/pick.ts'
import type { Strings } from './language/en.ts'
import { Borders } from './sections/Borders.tsx'
import { Emergency } from './sections/Emergency.tsx'
import { Events } from './sections/Events.tsx'
import { Parking } from './sections/Parking.tsx'
import { Icon } from './shown/Icon.tsx'
import { useFormats } from './shown/useFormats.ts'

const SECTIONS = [
  'borders',
  'parking',
  'events',
  'emergency',
] as const satisfies readonly (keyof Strings['sectionNames'])[]

export function App() {
  const { strings } = useLanguage()
  return (
    <>
      <a className="skip" href="#content">
        {strings.skip}
      </a>
      <Masthead />
      <main id="content">
        <Borders />
        <Parking />
        <Events />
        <Emergency />
      </main>
      <p className="colophon">{strings.footer}</p>
      <nav aria-label={strings.title}>
        {SECTIONS.map((id) => (
          <a key={id} href={`#${id}`}>
            <Icon of={id} />
            {strings.sectionNames[id]}
          </a>
        ))}
      </nav>
    </>
  )
}

function Masthead() {
  const { strings, language, choose } = useLanguage()
  const formats = useFormats()
  const now = useNow(10)
  return (
    <header className="masthead">
      <div>
        <h1>{strings.title}</h1>
        <p>
          <time dateTime={now.toISOString()}>
            {formats.longDay(now)} · {formats.time(now)}
          </time>
        </p>
      </div>
      <fieldset>
        <legend className="hidden">{strings.languageLabel}</legend>
        {LANGUAGES.map((each) => (
          <button
            key={each}
            type="button"
            lang={TAGS[each]}
            aria-pressed={each === language}
            onClick={() => choose(each)}
          >
            {OWN_NAMES[each]}
          </button>
        ))}
      </fieldset>
    </header>
  )
}

const OWN_NAMES = { zh: '中文', pt: 'Português', en: 'English' } as const
