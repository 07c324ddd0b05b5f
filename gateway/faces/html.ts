import type { FaceDocument } from './face.ts'

/** Markup; whatever else is text, and is escaped where it is put in. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Piece = Markup | string | number | null | undefined | readonly Piece[]

/** `html\`<p>${text}</p>\`` */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => (at === 0 ? part : write(pieces[at - 1]) + part)).join(''))
}

function write(piece: Piece): string {
  if (piece instanceof Markup) return piece.text
  if (piece === null || piece === undefined) return ''
  if (typeof piece === 'object') return piece.map(write).join('')
  return escapeMarkup(`${piece}`)
}

/** For XML and HTML, in texts and attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Data for search engines: nothing of it runs, and no text in it can end its element. */
export function jsonLdScript(value: object): Markup {
  return new Markup(
    `<script type="application/ld+json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`,
  )
}

export function page(title: string, body: Markup, head: Markup = html``): FaceDocument {
  return {
    type: 'text/html; charset=utf-8',
    body: html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          ${head} ${STYLE}
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html>`.text,
  }
}

const STYLE = new Markup(`<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
  main { max-width: 56rem; margin: 3rem auto; padding: 0 1rem; }
  code { overflow-wrap: anywhere; }
  dt { font-weight: 600; margin-top: .8rem; }
  dd { margin-left: 1rem; }
  table { border-collapse: collapse; }
  td, th { border-bottom: 1px solid #8884; padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
</style>`)
