/** Grey bars where rows will be; nothing moves for who wants less motion. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="loading" role="status">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="loading-bar" />
      ))}
    </div>
  );
}
