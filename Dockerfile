FROM python:3.11-slim AS build
WORKDIR /src
# Every file is checked against the lock once; after that nothing is fetched.
COPY requirements.lock ./
RUN pip download --no-cache-dir --no-deps --only-binary :all: --require-hashes -r requirements.lock --dest /wheels
COPY pyproject.toml LICENSE ./
COPY app ./app
COPY lims_adapters ./lims_adapters
COPY limits ./limits
COPY methods ./methods
RUN pip wheel --no-cache-dir --no-index --find-links /wheels --no-deps --wheel-dir /wheels . \
    && python -m venv /opt/labverdict \
    && /opt/labverdict/bin/pip install --no-cache-dir --no-index --find-links /wheels labverdict \
    && /opt/labverdict/bin/pip uninstall --yes pip setuptools \
    && mkdir /data

FROM python:3.11-slim AS runtime
ENV PATH="/opt/labverdict/bin:${PATH}" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY --from=build /opt/labverdict /opt/labverdict
COPY --from=build --chown=10001:10001 /data /data
WORKDIR /data
USER 10001:10001
HEALTHCHECK --interval=5m --timeout=30s --start-period=10s CMD ["labverdict", "check-data"]
ENTRYPOINT ["labverdict"]
