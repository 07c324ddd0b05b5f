import { expect, it } from 'vitest'
import { textOfHtml } from './htmlText.ts'

it('leaves out the header table, joins broken lines and decodes entities', () => {
  const html =
    '<style>p{}</style><table id="headerTable"><tr><td>地點</td></tr></table>' +
    '<pre><p>During the works\nthe road &amp; its&nbsp;lanes are closed.</p><p>Follow <b>the signs</b>&#33;</p></pre>'
  expect(textOfHtml(html)).toBe('During the works the road & its lanes are closed.\nFollow the signs !')
})

it('leaves what is no entity as it stands', () => {
  expect(textOfHtml('A &unknown; B &#1114112; C')).toBe('A &unknown; B &#1114112; C')
})
