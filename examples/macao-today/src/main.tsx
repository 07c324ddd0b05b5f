import '@fontsource-variable/public-sans/wght.css'
import '@fontsource-variable/source-serif-4/wght.css'
import './style.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { App } from './App.tsx'
import { createClient } from './graph/client.ts'
import { LanguageProvider } from './language/LanguageContext.tsx'

const page = document.getElementById('page')
if (page === null) throw new Error('Expected an element with the id "page"; there is none.')

createRoot(page).render(
  <StrictMode>
    <Provider value={createClient(import.meta.env.VITE_GRAPH_URL)}>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </Provider>
  </StrictMode>,
)
