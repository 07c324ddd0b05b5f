import { effect } from '@preact/signals'
import { titleOf } from '../ask/benchDocument.ts'
import { active } from '../ask/desk.ts'
import { words } from '../language/language.ts'
import { route, type Route } from './route.ts'

/** The title says which page it is, in tabs and histories; who opens another page with a key or a reader is taken there. */
export function followPage(): void {
  let shown: string | null = null
  effect(() => {
    const { page } = route.value
    const place = placeOf(route.value)
    const { menu, title, bureau } = words.value
    const name = page === 'bureau' ? bureau.title : menu[page]
    const question = page === 'ask' ? titleOf(active.value) : null
    const parts = page === 'start' ? [title] : [question, name, title]
    document.title = parts.filter((part) => part !== null).join(' · ')
    if (shown !== null && shown !== place) document.getElementById('content')?.focus()
    shown = place
  })
}

/** A question and a bureau have a page each; what the bench or the review shows is chosen within it. */
function placeOf(at: Route): string {
  if (at.page === 'q') return `q ${at.question}`
  return at.page === 'bureau' ? `bureau ${at.bureau}` : at.page
}
