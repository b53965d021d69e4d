import type { Ears, Link } from "./link";
import type { Heard } from "./messages";

/** A link over a websocket. */
export function openSocket(address: string, ears: Ears): Link {
  const socket = new WebSocket(address);
  let closed = false;
  const link: Link = {
    plain: false,
    send: (said) => socket.send(JSON.stringify(said)),
    close: () => {
      closed = true;
      socket.close();
    },
  };
  socket.onopen = () => {
    if (!closed) ears.opened(link);
  };
  socket.onmessage = (event) => {
    if (!closed) ears.heard(JSON.parse(String(event.data)) as Heard);
  };
  socket.onclose = () => {
    if (!closed) ears.down();
    closed = true;
  };
  return link;
}
