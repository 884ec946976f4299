package io.imdsguard.demo.service;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the holes to the demonstration that started this service. Without its pass, any web page
 * open on the same machine could have a formula run here. The page of identities shows no secret
 * and is open.
 */
@Component
class OnlyTheDemonstration extends OncePerRequestFilter {
  private final String pass;

  OnlyTheDemonstration(@Value("${" + ServiceApplication.PASS + "}") String pass) {
    this.pass = pass;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(ServiceApplication.PASS_HEADER);
    if (pass.equals(given) || request.getServletPath().equals("/identity")) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}
