package io.imdsguard.probes;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/** A web application's servlet: asks through the AWS SDK in its own lib folder, and by itself. */
public final class AskServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String url = request.getParameter("url");
    String answer =
        url == null
            ? InstanceProfileCredentialsProvider.create().resolveCredentials().accessKeyId()
            : Http.get(url);
    response.getWriter().print(answer);
  }
}
