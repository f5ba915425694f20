// Only in the page of `cargo xtask serve`: reloads the page when Trunk has built it again, or has been restarted.

const connect = (onopen) => {
  const socket = new WebSocket(new URL('/.well-known/trunk/ws', location.href.replace(/^http/, 'ws')));
  socket.onopen = onopen;
  socket.onmessage = ({ data }) => JSON.parse(data).type === 'reload' && location.reload();
  socket.onclose = () => setTimeout(connect, 1000, () => location.reload());
};
connect();
