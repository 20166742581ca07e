import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { LiveProvider } from './lib/live.js';
import { SessionProvider } from './lib/session.js';
import { SignIn } from './shell/sign-in.js';
import { applyTheme, keptTheme } from './lib/theme.js';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/index.css';

applyTheme(keptTheme());
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SessionProvider>
        <SignIn>
          <LiveProvider>
            <App />
          </LiveProvider>
        </SignIn>
      </SessionProvider>
    </StrictMode>,
  );
}
