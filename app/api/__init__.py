"""The service over HTTP: routes, bodies, problems; status codes live here and nowhere below."""
