import { expect, it } from 'vitest'
import { html, jsonLdScript, page } from './html.ts'

const EVIL = '</script></title><script>alert("1" & \'2\')</script>'

it('escapes texts wherever they are put', () => {
  expect(html`<a href="${EVIL}">${[EVIL, html`<b>${1}</b>`]}</a>`.text).toBe(
    '<a href="&lt;/script&gt;&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">' +
      '&lt;/script&gt;&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;<b>1</b></a>',
  )
  expect(String(page(EVIL, html`${null}${undefined}`).body)).not.toContain('<script>')
})

it('keeps data for search engines within their element, and whole', () => {
  const { text } = jsonLdScript({ name: EVIL })
  expect(text.match(/<\/script/g)).toHaveLength(1)
  expect(JSON.parse(text.replace(/^<script[^>]*>/, '').replace(/<\/script>$/, ''))).toEqual({ name: EVIL })
})
