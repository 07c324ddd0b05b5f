import { signal } from '@preact/signals'

/** Counts up whenever the page's colours change: what is painted, not styled, is painted anew. */
export const colourChanges = signal(0)

const known = new Map<string, string>()
const probe = document.createElement('span')
probe.hidden = true
document.body.append(probe)

const change = () => {
  known.clear()
  colourChanges.value += 1
}
const paper = matchMedia('print')
let isOnPaper = paper.matches

/** Whether the page is being printed: what is painted must be there at once, for no frame comes any more. */
export function isPrinting(): boolean {
  return isOnPaper
}

/** Paper is light, whatever the screen is. */
function print(isStarting: boolean): void {
  if (isStarting === isOnPaper) return
  isOnPaper = isStarting
  probe.style.colorScheme = isOnPaper ? 'light' : ''
  change()
}
paper.addEventListener('change', ({ matches }) => print(matches))
addEventListener('beforeprint', () => print(true))
addEventListener('afterprint', () => print(false))
new MutationObserver(change).observe(document.documentElement, { attributeFilter: ['data-theme'] })
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', change)

/** What a colour of CSS such as "var(--accent)" is now. A canvas knows no variables; as an element's colour they are resolved. */
export function readColour(css: string): string {
  const before = known.get(css)
  if (before !== undefined) return before
  probe.style.color = css
  const colour = getComputedStyle(probe).color
  known.set(css, colour)
  return colour
}

/** The same for whoever knows no more of CSS than "rgb(1, 2, 3)"; mixed colours come in other forms. */
export function readRgb(css: string): string {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return readColour(css)
  context.fillStyle = readColour(css)
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}
