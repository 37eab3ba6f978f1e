/** A QR that the node drew, dark on light by day and by night: readers need it so. */
export function Code({ svg, alt }: { readonly svg: string; readonly alt: string }) {
  return <img class="code" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={alt} />;
}
