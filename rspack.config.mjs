/** Nest's own settings, with class fields left to Node: down-levelled they cost a call for each field of each object. */
export default (settings) => {
  for (const { use } of settings.module.rules) {
    for (const { options } of use) options.jsc.target = 'es2022';
  }
  return settings;
};
