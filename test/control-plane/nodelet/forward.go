package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/cri-streaming/pkg/streaming/portforward"
)

// servePortForward is the kubelet's end of `kubectl port-forward`, by the kubelet's own streams.
func (n *nodelet) servePortForward(w http.ResponseWriter, r *http.Request) {
	p, err := n.pods.Pods(r.PathValue("namespace")).Get(r.PathValue("pod"))
	if err != nil {
		http.Error(w, "pod does not exist", http.StatusNotFound)
		return
	}
	options, err := portforward.NewV4Options(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	portforward.ServePortForward(w, r, podPorts{n, p}, p.Name, string(p.UID), options, time.Hour, 30*time.Second, portforward.SupportedProtocols)
}

// podPorts answers on the container ports of one pod.
type podPorts struct {
	n *nodelet
	p *corev1.Pod
}

// PortForward answers HTTP on a port that a container names: what the annotation nodelet/response says, else who was asked what.
func (s podPorts) PortForward(ctx context.Context, name, _ string, port int32, stream io.ReadWriteCloser) error {
	now, err := s.n.pods.Pods(s.p.Namespace).Get(name)
	if err != nil || now.UID != s.p.UID || now.Status.Phase != corev1.PodRunning || !listens(now, port) {
		return fmt.Errorf("failed to connect to localhost:%d inside pod %s: connection refused", port, name)
	}
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if text := now.Annotations[responseAnnotation]; text != "" {
			_, _ = io.WriteString(w, text)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"pod": name, "port": port, "method": r.Method, "path": r.URL.Path})
	})
	conn := &streamConn{ReadWriteCloser: stream, closed: make(chan struct{})}
	_ = (&http.Server{Handler: answer}).Serve(&oneConnection{conn: conn, accepted: make(chan struct{}, 1)})
	return nil
}

func listens(p *corev1.Pod, port int32) bool {
	for _, c := range p.Spec.Containers {
		for _, each := range c.Ports {
			if each.ContainerPort == port {
				return true
			}
		}
	}
	return false
}

// streamConn is a stream that looks like a connection.
type streamConn struct {
	io.ReadWriteCloser
	closed chan struct{}
}

func (c *streamConn) Close() error {
	select {
	case <-c.closed:
		return nil
	default:
		close(c.closed)
		return c.ReadWriteCloser.Close()
	}
}
func (c *streamConn) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
func (c *streamConn) RemoteAddr() net.Addr             { return c.LocalAddr() }
func (c *streamConn) SetDeadline(time.Time) error      { return nil }
func (c *streamConn) SetReadDeadline(time.Time) error  { return nil }
func (c *streamConn) SetWriteDeadline(time.Time) error { return nil }

// oneConnection accepts one connection and ends when that ends.
type oneConnection struct {
	conn     *streamConn
	accepted chan struct{}
}

func (l *oneConnection) Accept() (net.Conn, error) {
	select {
	case l.accepted <- struct{}{}:
		return l.conn, nil
	case <-l.conn.closed:
		return nil, net.ErrClosed
	}
}
func (l *oneConnection) Close() error   { return nil }
func (l *oneConnection) Addr() net.Addr { return l.conn.LocalAddr() }
