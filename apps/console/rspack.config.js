import base from '../../rspack.config.mjs';
import { buildPage } from './build-page.js';

/** Has `nest build console` and `nest start console` build the page as well, beside `main.js`. */
export default (settings) => {
  const options = base(settings);
  return {
    ...options,
    plugins: [
      ...options.plugins,
      {
        apply: ({ hooks }) => {
          hooks.beforeRun.tapPromise('page', () => buildPage());
          let once;
          hooks.watchRun.tapPromise('page', () => (once ??= buildPage()));
        },
      },
    ],
  };
};
