# The image of a release: the program, its modules and Apache Arrow, with the system libraries that
# they need and nothing else: no shell and no package manager. `./dev package` puts them into
# dist/image, so building the image needs no other image and no network:
#
#   ./dev package && docker build -t tpch -f Dockerfile dist
#   docker run --rm -v "$PWD:/data" tpch generate -s 1 -o sf1

FROM scratch
COPY image/ /
ENV TPCH_ARROW_DIR=/usr/lib/arrow
WORKDIR /data
ENTRYPOINT ["/usr/bin/tpch"]
