import { signal } from '@preact/signals'
import { deskReady } from '../ask/desk.ts'
import { Boundary, Lazy } from '../failure/Lazy.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { Stray } from '../failure/Stray.tsx'
import { LANGUAGES, language, switchLanguage, words } from '../language/language.ts'
import { StartPage } from '../start/StartPage.tsx'
import { recall, remember } from './remember.ts'
import { route } from './route.ts'
import { followPage } from './followPage.ts'

followPage()

/** The frame of every page. The start page comes with it; the others are fetched when they are first opened. */
export function App() {
  const { page } = route.value
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        {words.value.skip}
      </a>
      <Top page={page} />
      <Stray />
      {isInTheMaking && <Lazy load={loadMaking} />}
      <main id="content" tabIndex={-1}>
        <Boundary key={page}>
          {page === 'start' && <StartPage />}
          {page === 'q' && <Lazy load={loadQuestion} />}
          {page === 'ask' && <Lazy load={loadAsk} />}
          {page === 'status' && <Lazy load={loadStatus} />}
          {page === 'review' && <Lazy load={loadReview} />}
          {page === 'bureau' && <Lazy load={loadBureau} />}
        </Boundary>
      </main>
      {page !== 'ask' && <Foot />}
    </>
  )
}

/** The gateway marks the page of a graph that somebody is changing on this machine. */
const isInTheMaking = document.documentElement.dataset.inTheMaking !== undefined

const loadMaking = () => loadPart(() => import('../making/Making.tsx')).then(({ Making }) => Making)

/** With the documents that are taken up from a closed window, so that none appears after the others. */
const loadAsk = async () => {
  const [{ AskPage }] = await Promise.all([loadPart(() => import('../ask/AskPage.tsx')), deskReady])
  return AskPage
}
const loadQuestion = () =>
  loadPart(() => import('../question/QuestionPage.tsx')).then(({ QuestionPage }) => QuestionPage)
const loadBureau = () =>
  loadPart(() => import('../bureau/BureauPage.tsx')).then(({ BureauPage }) => BureauPage)
const loadReview = () =>
  loadPart(() => import('../review/ReviewPage.tsx')).then(({ ReviewPage }) => ReviewPage)
const loadStatus = () =>
  loadPart(() => import('../status/StatusPage.tsx')).then(({ StatusPage }) => StatusPage)

/** The fragment is the page's address here, so the link moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function Top({ page }: { readonly page: string }) {
  const { menu, name, bureau } = words.value
  const current = (of: string) => (page === of ? { 'aria-current': 'page' as const } : {})
  return (
    <header class="top">
      <a class="brand" href="#/">
        <img src="/icon.svg" alt="" width="26" height="26" />
        {name}
      </a>
      <nav>
        <a href="#/" {...current('start')}>
          {menu.start}
        </a>
        <a href="#/ask" {...current('ask')}>
          {menu.ask}
        </a>
        <a href="#/status" {...current('status')}>
          {menu.status}
        </a>
        <a href="#/review" {...current('review')}>
          {menu.review}
        </a>
        <a href="#/bureau" {...current('bureau')}>
          {bureau.title}
        </a>
      </nav>
      <div class="languages" role="group" aria-label={menu.language}>
        {LANGUAGES.map(({ code, tag, own, short }) => (
          <button
            key={code}
            type="button"
            lang={tag}
            title={own}
            aria-label={`${short} ${own}`}
            aria-pressed={language.value === code}
            onClick={() => switchLanguage(code)}
          >
            {short}
          </button>
        ))}
        <button type="button" class="theme" aria-label={menu.theme} title={menu.theme} onClick={switchTheme}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5" />
            <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
          </svg>
        </button>
      </div>
    </header>
  )
}

const theme = signal(recall('theme'))
if (theme.value === 'light' || theme.value === 'dark') document.documentElement.dataset.theme = theme.value

function switchTheme(): void {
  const dark =
    theme.value === null ? matchMedia('(prefers-color-scheme: dark)').matches : theme.value === 'dark'
  theme.value = dark ? 'light' : 'dark'
  document.documentElement.dataset.theme = theme.value
  remember('theme', theme.value)
}

function Foot() {
  const { footer } = words.value
  return (
    <footer class="foot">
      <span>{footer.offline}</span>
      <span>{footer.sample}</span>
      <a href="/schema.graphql">{footer.schema}</a>
    </footer>
  )
}
